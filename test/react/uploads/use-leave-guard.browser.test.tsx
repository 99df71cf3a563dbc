import { act, cleanup, waitFor } from '@testing-library/react'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { UploadError, useLeaveGuard, useUploads } from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import type { ScreenLock } from '../../../src/ui/uploads/wake-lock.ts'
import { createUnloadGuard } from '../../../src/ui/uploads/unload-guard.ts'
import { createUploader } from '../../../src/uploader/uploader.ts'
import { runHook } from '../render.tsx'

afterEach(cleanup)

const file = (name = 'a.txt') => new File(['hello'], name)
const slow = () => createScriptedTransfer({ bytesPerSecond: 1 })

/** What happens when the person wants to leave now. */
function asksBeforeLeaving(): boolean {
  const event = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(event)
  return event.defaultPrevented
}

function useGuardedUploads() {
  return { ...useUploads(), guard: useLeaveGuard() }
}

test('asks from the first file to the last answer, and not before or after', async () => {
  const { result } = runHook(useGuardedUploads, {
    transfer: createScriptedTransfer({ responseDelayMs: 200 }),
  })
  expect(asksBeforeLeaving()).toBe(false)
  act(() => {
    result.current.add([file('a.txt'), file('b.txt')])
  })
  expect(asksBeforeLeaving()).toBe(true)
  expect(result.current.guard.isGuarding).toBe(true)
  await waitFor(() => {
    expect(result.current.uploads.every(({ state }) => state.status === 'finishing')).toBe(true)
  })
  expect(asksBeforeLeaving()).toBe(true)
  await waitFor(() => {
    expect(result.current.uploads.every(({ state }) => state.status === 'completed')).toBe(true)
  })
  expect(asksBeforeLeaving()).toBe(false)
  expect(result.current.guard).toEqual({ isGuarding: false, isAwake: false })
})

test('does not ask for what is paused, failed, cancelled or removed', async () => {
  const { result } = runHook(useGuardedUploads, { transfer: slow() })
  act(() => {
    result.current.add([file()])
  })
  act(() => {
    result.current.pauseAll()
  })
  expect(asksBeforeLeaving()).toBe(false)
  act(() => {
    result.current.resumeAll()
  })
  expect(asksBeforeLeaving()).toBe(true)
  act(() => {
    result.current.cancelAll()
  })
  expect(asksBeforeLeaving()).toBe(false)
  act(() => {
    result.current.add([file()])
  })
  expect(asksBeforeLeaving()).toBe(true)
  act(() => {
    for (const { id } of result.current.uploads) result.current.remove(id)
  })
  expect(asksBeforeLeaving()).toBe(false)
})

test('does not ask for what has arrived and is being processed', async () => {
  const backend = createFakeBackend({ processingMs: 60_000 })
  const { result } = runHook(useGuardedUploads, { backend })
  act(() => {
    result.current.add([file()])
  })
  await waitFor(() => {
    expect(result.current.uploads[0]?.state.status).toBe('processing')
  })
  expect(asksBeforeLeaving()).toBe(false)
})

test('asks while there is no network: what waits for it goes on by itself', async () => {
  const uploader = createUploader({
    backend: createFakeBackend(),
    transfer: () => Promise.reject(new UploadError('offline', 'There is no network.')),
    network: { whenOnline: () => new Promise(() => undefined), onOffline: () => () => undefined },
  })
  const guard = createUnloadGuard(uploader, undefined)
  onTestFinished(guard.subscribe(() => undefined))
  const [upload] = uploader.add([file()])
  await waitFor(() => {
    expect(uploader.get(upload?.id ?? '')?.state).toEqual({ status: 'offline' })
  })
  expect(asksBeforeLeaving()).toBe(true)
  uploader.cancelAll()
  expect(asksBeforeLeaving()).toBe(false)
})

test('many callers are one guard, which goes with the last of them', () => {
  const uploader = createUploader({ backend: createFakeBackend(), transfer: slow() })
  const guard = createUnloadGuard(uploader, undefined)
  let notifications = 0
  const leave = [1, 2].map(() => guard.subscribe(() => notifications++))
  uploader.add([file()])
  expect(notifications).toBe(2)
  expect(asksBeforeLeaving()).toBe(true)
  leave[0]?.()
  expect(asksBeforeLeaving()).toBe(true)
  leave[1]?.()
  expect(asksBeforeLeaving()).toBe(false)
  const again = guard.subscribe(() => undefined)
  expect(asksBeforeLeaving()).toBe(true)
  again()
})

test('nobody is asked where no component guards', () => {
  const { result } = runHook(useUploads, { transfer: slow() })
  act(() => {
    result.current.add([file()])
  })
  expect(asksBeforeLeaving()).toBe(false)
})

/** A screen that grants, and that can take back as browsers do when the page is hidden. */
function openScreen() {
  const locks = new Set<EventTarget>()
  let requests = 0
  const lock: ScreenLock = {
    async request() {
      requests++
      const sentinel = new EventTarget()
      locks.add(sentinel)
      const release = async () => {
        if (locks.delete(sentinel)) sentinel.dispatchEvent(new Event('release'))
      }
      return Object.assign(sentinel, { release })
    },
  }
  return {
    lock,
    held: () => locks.size,
    requests: () => requests,
    takeBack() {
      for (const sentinel of locks) {
        locks.delete(sentinel)
        sentinel.dispatchEvent(new Event('release'))
      }
    },
  }
}

function guarded(screen: ScreenLock) {
  const uploader = createUploader({ backend: createFakeBackend(), transfer: slow() })
  const guard = createUnloadGuard(uploader, screen)
  onTestFinished(guard.subscribe(() => undefined))
  return { uploader, guard }
}

test('keeps the screen on while bytes travel, once for all of them', async () => {
  const screen = openScreen()
  const { uploader, guard } = guarded(screen.lock)
  expect(screen.requests()).toBe(0)
  uploader.add([file('a.txt'), file('b.txt')])
  await waitFor(() => {
    expect(guard.get()).toEqual({ isGuarding: true, isAwake: true })
  })
  expect(screen.held()).toBe(1)
  uploader.pauseAll()
  expect(guard.get()).toEqual({ isGuarding: false, isAwake: false })
  expect(screen.held()).toBe(0)
  expect(screen.requests()).toBe(1)
})

test('takes the screen again when the page is seen again', async () => {
  const screen = openScreen()
  const { uploader, guard } = guarded(screen.lock)
  uploader.add([file()])
  await waitFor(() => {
    expect(guard.get().isAwake).toBe(true)
  })
  screen.takeBack()
  expect(guard.get()).toEqual({ isGuarding: true, isAwake: false })
  document.dispatchEvent(new Event('visibilitychange'))
  await waitFor(() => {
    expect(guard.get().isAwake).toBe(true)
  })
  expect(screen.held()).toBe(1)
})

test('lets a screen go that was granted too late', async () => {
  const screen = openScreen()
  const { uploader, guard } = guarded(screen.lock)
  uploader.add([file()])
  uploader.cancelAll()
  await Promise.resolve()
  expect(screen.held()).toBe(0)
  expect(guard.get()).toEqual({ isGuarding: false, isAwake: false })
})

test('guards as well where the screen is refused', async () => {
  const { uploader, guard } = guarded({
    request: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
  })
  uploader.add([file()])
  await Promise.resolve()
  expect(guard.get()).toEqual({ isGuarding: true, isAwake: false })
})

test('this browser keeps the screen on, or says that it does not', async () => {
  const granted = await navigator.wakeLock
    .request('screen')
    .then(async (sentinel) => {
      await sentinel.release()
      return true
    })
    .catch(() => false)
  const { result } = runHook(useGuardedUploads, { transfer: slow() })
  act(() => {
    result.current.add([file()])
  })
  await waitFor(() => {
    expect(result.current.guard).toEqual({ isGuarding: true, isAwake: granted })
  })
  act(() => {
    result.current.cancelAll()
  })
  expect(result.current.guard.isAwake).toBe(false)
})
