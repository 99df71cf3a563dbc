import { act, cleanup, waitFor } from '@testing-library/react'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import {
  fileKeys,
  fileQueries,
  useDeleteFile,
  useFile,
  useFiles,
  useFileStatus,
  useUploads,
  useVideoFrames,
  type Backend,
  type FileStatus,
  type RemoteFile,
  type VideoFrames,
} from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'
import { runHook } from '../render.tsx'

afterEach(cleanup)

const remote = (id: string, more: Partial<RemoteFile> = {}): RemoteFile => ({
  id,
  name: `${id}.mp4`,
  status: 'completed',
  kind: 'video',
  raw: {},
  ...more,
})

/** Counts how often each method of a backend is called. */
function counted<B extends Backend>(backend: B) {
  const calls: Record<string, number> = {}
  const watched = new Proxy(backend, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        calls[String(name)] = (calls[String(name)] ?? 0) + 1
        return Reflect.apply(value, target, args) as unknown
      }
    },
  })
  return { backend: watched, calls }
}

test('useFile › returns a file, is disabled without an id, and reports a missing one', async () => {
  const { backend, calls } = counted(createFakeBackend({ files: [remote('a')] }))
  const { result, rerender } = runHook(({ id }: { id: string | undefined }) => useFile(id), {
    backend,
    initialProps: { id: undefined as string | undefined },
  })
  expect(result.current.fetchStatus).toBe('idle')
  expect(calls['get']).toBeUndefined()
  rerender({ id: 'a' })
  await waitFor(() => {
    expect(result.current.data?.name).toBe('a.mp4')
  })
  rerender({ id: 'gone' })
  await waitFor(() => {
    expect(result.current.error).toMatchObject({ code: 'not-found' })
  })
})

test('useFile › refetches before the signed URL expires', async () => {
  let signed = 0
  const fake = createFakeBackend({ files: [remote('a')] })
  const backend: Backend = {
    ...fake,
    async get(id, call) {
      const file = await fake.get(id, call)
      return { ...file, url: `https://store.test/${++signed}`, urlExpiresAt: new Date(Date.now() + 2_200) }
    },
  }
  const { result } = runHook(() => useFile('a'), { backend })
  await waitFor(() => {
    expect(result.current.data?.url).toBe('https://store.test/1')
  })
  await waitFor(
    () => {
      expect(result.current.data?.url).toBe('https://store.test/2')
    },
    { timeout: 2_000 },
  )
})

test('useFiles › returns page after page, and refetches after an upload has completed', async () => {
  const files = Array.from({ length: 5 }, (_, index) => remote(`f${index}`))
  const { result } = runHook(() => ({ list: useFiles({ limit: 2 }), ...useUploads() }), {
    backend: createFakeBackend({ files }),
  })
  await waitFor(() => {
    expect(result.current.list.files.map(({ id }) => id)).toEqual(['f4', 'f3'])
  })
  expect(result.current.list.total).toBe(5)
  await act(() => result.current.list.fetchNextPage())
  await waitFor(() => {
    expect(result.current.list.files).toHaveLength(4)
  })
  act(() => {
    result.current.add([new File(['x'], 'new.txt')])
  })
  await waitFor(
    () => {
      expect(result.current.list.files[0]?.name).toBe('new.txt')
    },
    { timeout: 3_000 },
  )
})

test('useFiles › keeps a page that is in flight when an upload completes', async () => {
  const fake = createFakeBackend({ files: ['a', 'b', 'c', 'd'].map((id) => remote(id)) })
  const backend: Backend = {
    ...fake,
    async list(query, call) {
      const page = await fake.list(query, call)
      // Longer than the throttle of list invalidations.
      if (query.cursor !== undefined) await new Promise((done) => setTimeout(done, 1_500))
      return page
    },
  }
  const { result } = runHook(() => ({ list: useFiles({ limit: 2 }), ...useUploads() }), { backend })
  await waitFor(() => {
    expect(result.current.list.files).toHaveLength(2)
  })
  act(() => {
    result.current.add([new File(['x'], 'new.txt')])
  })
  await waitFor(() => {
    expect(result.current.uploads[0]?.state.status).toBe('completed')
  })
  await act(() => result.current.list.fetchNextPage())
  // Both pages, with the new file first.
  await waitFor(() => {
    expect(result.current.list.data?.pages).toHaveLength(2)
    expect(result.current.list.files[0]?.name).toBe('new.txt')
  })
})

test('useDeleteFile › deletes a file and invalidates lists', async () => {
  const { result } = runHook(() => ({ list: useFiles(), remove: useDeleteFile() }), {
    backend: createFakeBackend({ files: [remote('a'), remote('b')] }),
  })
  await waitFor(() => {
    expect(result.current.list.files).toHaveLength(2)
  })
  await act(() => result.current.remove.mutateAsync('a'))
  await waitFor(() => {
    expect(result.current.list.files.map(({ id }) => id)).toEqual(['b'])
  })
  await expect(act(() => result.current.remove.mutateAsync('a'))).rejects.toMatchObject({ code: 'not-found' })
})

test('useFileStatus › polls until the status is final', async () => {
  const fake = createFakeBackend()
  let polls = 0
  const backend: Backend = {
    ...fake,
    status: (fileId) => Promise.resolve({ fileId, status: ++polls < 3 ? 'processing' : 'completed' }),
  }
  const { result } = runHook(() => useFileStatus('a'), { backend })
  await waitFor(
    () => {
      expect(result.current.data?.status).toBe('completed')
    },
    { timeout: 5_000 },
  )
  const done = polls
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  expect(polls).toBe(done)
})

test('useFileStatus › reports processing-timeout at its deadline', async () => {
  const fake = createFakeBackend()
  let polls = 0
  const backend: Backend = {
    ...fake,
    status: (fileId) => {
      polls++
      return Promise.resolve({ fileId, status: 'processing' })
    },
  }
  const { result } = runHook(() => useFileStatus('a', { deadlineMs: 600 }), { backend })
  await waitFor(
    () => {
      expect(result.current.error).toMatchObject({ code: 'processing-timeout' })
    },
    { timeout: 3_000 },
  )
  const done = polls
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(polls).toBe(done)
})

/** Simulates hiding and showing the tab. */
function openTab() {
  let visibility: DocumentVisibilityState = 'visible'
  const spy = vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
  onTestFinished(() => {
    spy.mockRestore()
  })
  return {
    become(next: DocumentVisibilityState) {
      visibility = next
      window.dispatchEvent(new Event('visibilitychange'))
    },
  }
}

test('useFileStatus › does not poll in a hidden tab, and polls at once when it is visible again', async () => {
  const tab = openTab()
  let polls = 0
  const backend: Backend = {
    ...createFakeBackend(),
    status: (fileId) => {
      polls++
      return Promise.resolve({ fileId, status: 'processing' })
    },
  }
  const { result } = runHook(() => useFileStatus('a'), { backend })
  await waitFor(() => {
    expect(result.current.data?.status).toBe('processing')
  })
  tab.become('hidden')
  const before = polls
  await new Promise((done) => setTimeout(done, 2_500))
  expect(polls).toBe(before)
  tab.become('visible')
  // At once, and not when the next poll would have been due.
  await waitFor(
    () => {
      expect(polls).toBe(before + 1)
    },
    { timeout: 300 },
  )
})

test('useFileStatus › polls once more if its deadline passed in a hidden tab', async () => {
  const tab = openTab()
  let status: FileStatus = 'processing'
  const backend: Backend = {
    ...createFakeBackend(),
    status: (fileId) => Promise.resolve({ fileId, status }),
  }
  const { result } = runHook(() => useFileStatus('a', { deadlineMs: 600 }), { backend })
  await waitFor(() => {
    expect(result.current.data?.status).toBe('processing')
  })
  tab.become('hidden')
  status = 'completed'
  await new Promise((done) => setTimeout(done, 1_200))
  expect(result.current).toMatchObject({ error: null, data: { status: 'processing' } })
  tab.become('visible')
  await waitFor(() => {
    expect(result.current).toMatchObject({ error: null, data: { status: 'completed' } })
  })
})

test('useVideoFrames › polls until the frames are complete', async () => {
  const fake = createFakeBackend()
  let requests = 0
  const backend: Backend = {
    ...fake,
    frames(fileId) {
      requests++
      const frames = Array.from({ length: Math.min(requests, 3) }, (_, index) => ({
        index,
        url: `https://s/${index}`,
      }))
      return Promise.resolve<VideoFrames>({ fileId, frameCount: 3, frames, complete: requests >= 3 })
    },
  }
  const { result } = runHook(() => useVideoFrames('a'), { backend })
  await waitFor(
    () => {
      expect(result.current.data?.frames).toHaveLength(3)
    },
    { timeout: 5_000 },
  )
  expect(requests).toBe(3)
})

test('file hooks › throw at render if the backend lacks the method', () => {
  const backend: Backend = { name: 'wriftai', sign: () => Promise.resolve([]) }
  const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  try {
    expect(() => runHook(() => useFiles(), { backend })).toThrow(
      "backend 'wriftai' cannot list files; it can: sign",
    )
    expect(() => runHook(() => useDeleteFile(), { backend })).toThrow('cannot delete files')
  } finally {
    silence.mockRestore()
  }
})

test('fileQueries › can be prefetched and shared', async () => {
  const backend = createFakeBackend({ files: [remote('a')] })
  const client = new QueryClient()
  await client.query(fileQueries.get(backend, 'a'))
  expect(client.getQueryData(fileQueries.get(backend, 'a').queryKey)?.name).toBe('a.mp4')
  expect(fileKeys.get(backend, 'a')).toEqual(['react-presigned', 'fake', '', 'file', 'a', 'get'])
  client.clear()
})
