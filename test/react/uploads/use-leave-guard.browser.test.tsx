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

/** Dispatches `beforeunload`; returns whether the browser would ask. */
function asksBeforeLeaving(): boolean {
  const event = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(event)
  return event.defaultPrevented
}

function useGuardedUploads() {
  return { ...useUploads(), guard: useLeaveGuard() }
}

test('useLeaveGuard › asks from the first file until the last response', async () => {
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

test('useLeaveGuard › does not ask for paused, failed, cancelled or removed uploads', async () => {
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

test('useLeaveGuard › does not ask while a stored file is processed', async () => {
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

test('useLeaveGuard › asks for uploads that wait for the network', async () => {
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

test('unload guard › is shared by its subscribers and ends with the last of them', () => {
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

test('useLeaveGuard › asks nothing if no component uses it', () => {
  const { result } = runHook(useUploads, { transfer: slow() })
  act(() => {
    result.current.add([file()])
  })
  expect(asksBeforeLeaving()).toBe(false)
})

/** A wake lock that can be released by the browser, as when the page is hidden. */
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

test('wake lock › is held once for all uploads while bytes are sent', async () => {
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

test('wake lock › is acquired again when the page becomes visible', async () => {
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

test('wake lock › is released if it is granted after the uploads have ended', async () => {
  const screen = openScreen()
  const { uploader, guard } = guarded(screen.lock)
  uploader.add([file()])
  uploader.cancelAll()
  await Promise.resolve()
  expect(screen.held()).toBe(0)
  expect(guard.get()).toEqual({ isGuarding: false, isAwake: false })
})

test('unload guard › works if the wake lock is refused', async () => {
  const { uploader, guard } = guarded({
    request: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
  })
  uploader.add([file()])
  await Promise.resolve()
  expect(guard.get()).toEqual({ isGuarding: true, isAwake: false })
})

test('wake lock › reports in this browser whether it is held', async () => {
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
