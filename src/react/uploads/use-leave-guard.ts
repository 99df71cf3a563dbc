'use client'

import { useCallback, useSyncExternalStore } from 'react'
import { idleState, getUnloadGuard, type LeaveGuardState } from '../../ui/uploads/unload-guard.ts'
import { useUploadContext } from '../context.ts'

/**
 * While uploads are unfinished, asks for confirmation before the page is left and keeps the screen on. All callers share
 * one guard. Browsers ask only after the user has interacted with the page, and Safari on iOS never asks.
 *
 * @see https://developer.mozilla.org/docs/Web/API/Window/beforeunload_event
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
