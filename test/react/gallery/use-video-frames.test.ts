import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { fileQueries, UploadError, type UploadErrorCode } from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'

describe('polling of frames and status', () => {
  test.each<[UploadErrorCode, number | undefined, boolean]>([
    ['unsupported', undefined, false],
    ['not-found', 404, false],
    ['forbidden', 403, false],
    ['server-error', undefined, false],
    ['server-error', 501, false],
    ['server-error', 503, true],
    ['offline', undefined, true],
  ])('after the error %s with the status %s continues: %s', async (code, status, continues) => {
    const reject = () => Promise.reject(new UploadError(code, 'Rejected.', { status }))
    const backend = { ...createFakeBackend(), frames: reject, status: reject }
    const client = new QueryClient()
    for (const options of [fileQueries.frames(backend, 'video'), fileQueries.status(backend, 'video')]) {
      await client
        .query({ ...(options as { queryKey: readonly string[] }), retry: false })
        .catch(() => undefined)
      const query = client.getQueryCache().find({ queryKey: options.queryKey })
      const interval = options.refetchInterval as (query: unknown) => number | false
      expect(interval(query) !== false).toBe(continues)
    }
  })
})
