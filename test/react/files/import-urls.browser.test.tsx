import { act, cleanup, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { UploadError, useFiles, useImportUrls, type Backend, type RemoteFile } from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'
import { runHook } from '../render.tsx'

afterEach(cleanup)

/** A fake backend with `importUrls`, which fetches nothing. */
function importing(): Backend {
  const fake = createFakeBackend()
  return {
    ...fake,
    async importUrls(urls, call) {
      if (urls.some((url) => url.startsWith('file:'))) {
        throw new UploadError('forbidden', 'Only web addresses are fetched. Choose another.')
      }
      const response = { status: 200, headers: new Headers(), body: '' }
      return Promise.all(
        urls.map((url): Promise<RemoteFile> => {
          const file: RemoteFile = { id: url, name: url.replace(/.*\//, ''), status: 'pending', raw: {} }
          return fake.confirm({ file, target: { type: 'none' } }, response, call)
        }),
      )
    },
  }
}

test('useImportUrls › returns a file for each URL and invalidates lists', async () => {
  const { result } = runHook(() => ({ list: useFiles(), imports: useImportUrls() }), { backend: importing() })
  await waitFor(() => {
    expect(result.current.list.isSuccess).toBe(true)
  })
  expect(result.current.list.files).toEqual([])
  const urls = ['https://example.com/a.png', 'https://example.com/b.mp4']
  const files = await act(() => result.current.imports.mutateAsync(urls))
  expect(files.map(({ name }) => name)).toEqual(['a.png', 'b.mp4'])
  await waitFor(() => {
    expect(result.current.list.files).toHaveLength(2)
  })
})

test('useImportUrls › returns the error of the backend', async () => {
  const { result } = runHook(() => useImportUrls(), { backend: importing() })
  // React 18 discards pending renders if `act` rejects.
  const refusal = await act(() =>
    result.current.mutateAsync(['file:///etc/passwd']).catch((error: unknown) => error),
  )
  expect(refusal).toMatchObject({ code: 'forbidden' })
  await waitFor(() => {
    expect(result.current.error).toMatchObject({ code: 'forbidden' })
  })
})

test('useImportUrls › throws at render if the backend cannot import', () => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  try {
    expect(() => runHook(() => useImportUrls(), { backend: createFakeBackend() })).toThrow(
      "backend 'fake' cannot import URLs; it can: sign, resume, confirm, status, get, list",
    )
  } finally {
    silence.mockRestore()
  }
})
