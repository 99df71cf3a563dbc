'use client'

import { useCallback, useSyncExternalStore } from 'react'
import { atRest, leaveGuardOf, type LeaveGuardState } from './leave-guard.ts'
import { useUploadContext } from './upload-context.ts'

/**
 * Has the browser ask before the page is left, and keeps the screen on, while some upload would be lost by leaving: one
 * that waits for its turn, is hashed, signed or sent, or whose answer is out. Many callers are one guard. Browsers
 * ask only who has touched the page; Safari on iPhones never asks.
 */
export function useLeaveGuard(): LeaveGuardState {
  const { engine } = useUploadContext()
  const subscribe = useCallback((listener: () => void) => leaveGuardOf(engine).subscribe(listener), [engine])
  const get = useCallback(() => leaveGuardOf(engine).get(), [engine])
  return useSyncExternalStore(subscribe, get, () => atRest)
}
