import { act, cleanup, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import {
  fileKeys,
  useDeleteFile,
  useFindFiles,
  UploadError,
  type Backend,
  type FindQuery,
  type RemoteFile,
} from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'
import { runHook } from '../render.tsx'

afterEach(cleanup)

const remote = (id: string): RemoteFile => ({
  id,
  name: id,
  status: 'completed',
  contentHash: `hash-of-${id}`,
  raw: {},
})

/** A fake backend with `find`. */
function finding(change: (file: RemoteFile, requests: number) => RemoteFile = (file) => file) {
  const fake = createFakeBackend({ files: [remote('a'), remote('b'), remote('c')] })
  const requests: FindQuery[] = []
  const backend: Backend = {
    ...fake,
    async find(query, call) {
      requests.push(query)
      const { files } = await fake.list({}, call)
      return files
        .filter(
          ({ id, contentHash = '' }) => query.ids?.includes(id) || query.contentHashes?.includes(contentHash),
        )
        .map((file) => change(file, requests.length))
    },
  }
  return { backend, requests }
}

const idsOf = (files: readonly RemoteFile[] | undefined) => files?.map(({ id }) => id).sort()

test('useFindFiles › finds by id and by hash, and leaves out what does not exist', async () => {
  const { backend } = finding()
  const initialProps: FindQuery = { ids: ['a', 'gone', 'c'] }
  const { result, rerender } = runHook((query: FindQuery) => useFindFiles(query), {
    backend,
    initialProps,
  })
  await waitFor(() => {
    expect(idsOf(result.current.data)).toEqual(['a', 'c'])
  })
  rerender({ contentHashes: ['hash-of-b'] })
  await waitFor(() => {
    expect(idsOf(result.current.data)).toEqual(['b'])
  })
})

test('useFindFiles › is disabled without ids and hashes, and does not refetch for equal ids', async () => {
  const { backend, requests } = finding()
  const initialProps: FindQuery = { ids: [] }
  const { result, rerender } = runHook((query: FindQuery) => useFindFiles(query), {
    backend,
    initialProps,
  })
  expect(result.current.fetchStatus).toBe('idle')
  expect(requests).toEqual([])
  rerender({ ids: ['a'] })
  await waitFor(() => {
    expect(result.current.data).toHaveLength(1)
  })
  const before = requests.length
  rerender({ ids: ['a'] })
  expect(result.current.data).toHaveLength(1)
  expect(requests).toHaveLength(before)
})

test('useFindFiles › refetches after a file was deleted', async () => {
  const { backend } = finding()
  const { result } = runHook(() => ({ found: useFindFiles({ ids: ['a', 'b'] }), remove: useDeleteFile() }), {
    backend,
  })
  await waitFor(() => {
    expect(idsOf(result.current.found.data)).toEqual(['a', 'b'])
  })
  await act(() => result.current.remove.mutateAsync('a'))
  await waitFor(() => {
    expect(idsOf(result.current.found.data)).toEqual(['b'])
  })
})

test('useFindFiles › refetches before the first URL expires', async () => {
  const { backend } = finding((file, requests) => ({
    ...file,
    url: `https://store.test/${file.id}/${requests}`,
    urlExpiresAt: new Date(Date.now() + (file.id === 'a' ? 2_200 : 3_600_000)),
  }))
  const { result } = runHook(() => useFindFiles({ ids: ['a', 'b'] }), { backend })
  const urlOf = (id: string) => result.current.data?.find((file) => file.id === id)?.url
  await waitFor(() => {
    expect(urlOf('b')).toMatch(/b\/\d+$/)
  })
  const before = urlOf('b')
  await waitFor(
    () => {
      expect(urlOf('b')).not.toBe(before)
    },
    { timeout: 2_000 },
  )
})

test('useFindFiles › returns the error of the backend', async () => {
  const backend: Backend = {
    ...createFakeBackend(),
    find: () => Promise.reject(new UploadError('forbidden', 'Not yours.')),
  }
  const { result } = runHook(() => useFindFiles({ ids: ['a'] }), { backend })
  await waitFor(() => {
    expect(result.current.error).toMatchObject({ code: 'forbidden' })
  })
})

test('useFindFiles › throws at render if the backend cannot find files', () => {
  const backend: Backend = { name: 'wriftai', sign: () => Promise.resolve([]) }
  const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  try {
    expect(() => runHook(() => useFindFiles({ ids: ['a'] }), { backend })).toThrow(
      "backend 'wriftai' cannot find files; it can: sign",
    )
  } finally {
    silence.mockRestore()
  }
})

test('fileKeys.find › is below fileKeys.lists', () => {
  const { backend } = finding()
  expect(fileKeys.find(backend, { ids: ['a'] })).toEqual([...fileKeys.lists(backend), 'find', { ids: ['a'] }])
})
