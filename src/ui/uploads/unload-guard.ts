import type { Uploader } from '../../uploader/uploader.ts'
import { requestWakeLock, type ScreenLock } from './wake-lock.ts'
import { watchUnfinishedUploads } from './unfinished-uploads.ts'

/** What the guard does now. */
export type LeaveGuardState = {
  /** Whether the browser asks before the page is left: some upload would be lost. */
  isGuarding: boolean
  /** Whether the screen is kept on. */
  isAwake: boolean
}

/** A guard at rest. */
export const idleState: LeaveGuardState = { isGuarding: false, isAwake: false }

/** One guard for an engine, however many callers it has: on guard from the first to the last of them. */
export function createLeaveGuard(
  engine: Pick<Uploader, 'uploads' | 'on'>,
  // Only secure origins have it, and not every browser, whatever the types say.
  screen: ScreenLock | undefined = navigator.wakeLock,
) {
  const listeners = new Set<() => void>()
  let state = idleState
  let stop: (() => void) | undefined

  function setState(changed: Partial<LeaveGuardState>) {
    state = { ...state, ...changed }
    for (const listener of listeners) listener()
  }

  function start() {
    let sleep: (() => void) | undefined
    const guard = (isGuarding: boolean) => {
      sleep?.()
      sleep = undefined
      if (isGuarding) addEventListener('beforeunload', ask)
      else removeEventListener('beforeunload', ask)
      setState({ isGuarding })
      if (isGuarding) sleep = requestWakeLock(screen, (isAwake) => setState({ isAwake }))
    }
    const unwatch = watchUnfinishedUploads(engine, guard)
    return () => {
      unwatch()
      guard(false)
    }
  }

  return {
    get: () => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      stop ??= start()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = undefined
      }
    },
  }
}

const guards = new WeakMap<object, ReturnType<typeof createLeaveGuard>>()

/** The guard of an engine: always the same one. */
export function getUnloadGuard(engine: Uploader): ReturnType<typeof createLeaveGuard> {
  const known = guards.get(engine)
  if (known) return known
  const guard = createLeaveGuard(engine)
  guards.set(engine, guard)
  return guard
}

function ask(event: BeforeUnloadEvent) {
  event.preventDefault()
  // Browsers before 2024 listen to this alone.
  Reflect.set(event, 'returnValue', true)
}
