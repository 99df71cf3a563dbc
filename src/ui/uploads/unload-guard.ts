import { createSubscribable } from '../../lib/subscribable.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import { requestWakeLock, type ScreenLock } from './wake-lock.ts'
import { watchUnfinishedUploads } from './unfinished-uploads.ts'

/** The state of the guard. */
export type LeaveGuardState = {
  /** Whether the browser asks before the page is left, because an upload is unfinished. */
  isGuarding: boolean
  /** Whether the screen is kept on. */
  isAwake: boolean
}

/** Nothing is guarded. */
export const idleState: LeaveGuardState = { isGuarding: false, isAwake: false }

/** Guards the uploads of an uploader while it has subscribers. */
export function createUnloadGuard(
  uploader: Pick<Uploader, 'uploads' | 'on'>,
  // Undefined on insecure origins and in older browsers: https://developer.mozilla.org/docs/Web/API/Navigator/wakeLock
  screen: ScreenLock | undefined = navigator.wakeLock,
) {
  const listeners = createSubscribable(start)
  let state = idleState

  function setState(changed: Partial<LeaveGuardState>) {
    state = { ...state, ...changed }
    listeners.notify()
  }

  function start() {
    let releaseWakeLock: (() => void) | undefined
    const guard = (isGuarding: boolean) => {
      releaseWakeLock?.()
      releaseWakeLock = undefined
      if (isGuarding) addEventListener('beforeunload', confirmLeaving)
      else removeEventListener('beforeunload', confirmLeaving)
      setState({ isGuarding })
      if (isGuarding) releaseWakeLock = requestWakeLock(screen, (isAwake) => setState({ isAwake }))
    }
    const unwatch = watchUnfinishedUploads(uploader, guard)
    return () => {
      unwatch()
      guard(false)
    }
  }

  return {
    get: () => state,
    subscribe: listeners.subscribe,
  }
}

const guards = new WeakMap<object, ReturnType<typeof createUnloadGuard>>()

/** The guard of an uploader, created once. */
export function getUnloadGuard(uploader: Uploader): ReturnType<typeof createUnloadGuard> {
  const existing = guards.get(uploader)
  if (existing) return existing
  const guard = createUnloadGuard(uploader)
  guards.set(uploader, guard)
  return guard
}

function confirmLeaving(event: BeforeUnloadEvent) {
  event.preventDefault()
  // Chromium before 119 and Safari need it: https://developer.mozilla.org/docs/Web/API/BeforeUnloadEvent/returnValue
  Reflect.set(event, 'returnValue', true)
}
