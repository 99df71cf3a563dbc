'use client'

import { useCallback, useSyncExternalStore } from 'react'

/** Whole seconds until a moment, counted down; at least 1. `undefined` without a moment, and on a server. */
export function useSecondsUntil(at: Date | undefined): number | undefined {
  const time = at?.getTime()
  const subscribe = useCallback(
    (listener: () => void) => {
      if (time === undefined) return () => undefined
      const timer = setInterval(listener, 250)
      return () => clearInterval(timer)
    },
    [time],
  )
  const read = () => (time === undefined ? undefined : Math.max(1, Math.ceil((time - Date.now()) / 1000)))
  return useSyncExternalStore(subscribe, read, () => undefined)
}
