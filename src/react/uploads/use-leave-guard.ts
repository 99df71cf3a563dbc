'use client'

import { useCallback, useSyncExternalStore } from 'react'
import { idleState, getUnloadGuard, type LeaveGuardState } from '../../ui/uploads/unload-guard.ts'
import { useUploadContext } from '../context.ts'

/**
 * Has the browser ask before the page is left, and keeps the screen on, while some upload would be lost by leaving: one
 * that waits for its turn, is hashed, signed or sent, or whose answer is out. Many callers are one guard. Browsers
 * ask only who has touched the page; Safari on iPhones never asks.
 */
export function useLeaveGuard(): LeaveGuardState {
  const { uploader } = useUploadContext()
  const subscribe = useCallback(
    (listener: () => void) => getUnloadGuard(uploader).subscribe(listener),
    [uploader],
  )
  const get = useCallback(() => getUnloadGuard(uploader).get(), [uploader])
  return useSyncExternalStore(subscribe, get, () => idleState)
}
