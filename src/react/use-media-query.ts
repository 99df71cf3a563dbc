'use client'

import { useCallback, useSyncExternalStore } from 'react'

/** Whether a media query matches; `false` on a server, and where there is no `matchMedia` (jsdom). */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = queryList(query)
      list?.addEventListener('change', listener)
      return () => {
        list?.removeEventListener('change', listener)
      }
    },
    [query],
  )
  return useSyncExternalStore(
    subscribe,
    () => queryList(query)?.matches ?? false,
    () => false,
  )
}

function queryList(query: string): MediaQueryList | undefined {
  return typeof matchMedia === 'function' ? matchMedia(query) : undefined
}
