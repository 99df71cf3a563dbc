import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { createS3Client, fileQueries, s3Backend } from 'react-presigned'

/** Fetches a query from an API that responds with `status`; returns the delay of the next poll. */
async function pollAfter(query: 'status' | 'frames', status: number) {
  const api = async () => Response.json({ error: { message: 'No.' } }, { status })
  const backend = s3Backend(createS3Client({ baseUrl: 'https://api.test', fetch: api, retries: 0 }))
  const client = new QueryClient({ defaultOptions: { queries: { gcTime: 0 } } })
  const { queryKey, queryFn, refetchInterval } = fileQueries[query](backend, 'file')
  await client.query({ queryKey, queryFn: queryFn as never, retry: false }).catch(() => undefined)
  const cached = client.getQueryCache().find({ queryKey })
  return typeof refetchInterval === 'function' && cached ? refetchInterval(cached as never) : undefined
}

describe.each(['status', 'frames'] as const)('fileQueries.%s', (query) => {
  test.each([400, 401, 403, 404, 409, 422, 501])('stops polling after a response of %i', async (status) => {
    expect(await pollAfter(query, status)).toBe(false)
  })

  test.each([408, 429, 500, 503])('polls again after a response of %i', async (status) => {
    expect(await pollAfter(query, status)).toBeGreaterThan(0)
  })
})
