import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { fileQueries, UploadError, type UploadErrorCode } from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'

describe('polling of frames and status', () => {
  test.each<[code: UploadErrorCode, continues: boolean, status?: number]>([
    ['unsupported', false],
    ['not-found', false],
    ['forbidden', false],
    ['server-error', false, 501],
    ['server-error', true, 503],
    ['offline', true],
  ])('after the error %s continues: %s', async (code, continues, status) => {
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
