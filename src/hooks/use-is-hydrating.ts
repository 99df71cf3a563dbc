'use client'

import { useDeferredValue, useSyncExternalStore } from 'react'

const never = () => () => undefined

/**
 * Whether this is a server, or a browser that takes over what a server rendered: both must render the same. It ends in
 * a transition, so that what is still to come from the server is not rendered anew for it.
 */
export function useIsHydrating(): boolean {
  const isHydrating = useSyncExternalStore(
    never,
    () => false,
    () => true,
  )
  return useDeferredValue(isHydrating)
}
