import { cleanup, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import {
  UploadError,
  usePresignedUrl,
  useVideoFrames,
  type Backend,
  type PresignedUrl,
  type VideoFrames,
} from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'
import { runHook } from '../render.tsx'

afterEach(cleanup)

const inMs = (ms: number) => new Date(Date.now() + ms)

/** What S3 writes into the URLs that it signs. */
function signedUrl(key: string, seconds: number) {
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  return `https://store.test/${key}?X-Amz-Date=${now}&X-Amz-Expires=${seconds}`
}

function presigning(make: (asked: number, uri: string) => PresignedUrl) {
  const asked: string[] = []
  const backend: Backend = {
    ...createFakeBackend(),
    presign: async (uri) => make(asked.push(uri), uri),
  }
  return { backend, asked }
}

function framing(make: (asked: number) => Pick<VideoFrames, 'urlExpiresAt'> & { url: string }) {
  let asked = 0
  const backend: Backend = {
    ...createFakeBackend(),
    async frames(fileId) {
      const { url, urlExpiresAt } = make(++asked)
      return { fileId, frameCount: 1, frames: [{ index: 0, url }], urlExpiresAt, complete: true }
    },
  }
  return { backend, count: () => asked }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('usePresignedUrl exchanges a URI for a URL, and asks for nothing without one', async () => {
  const { backend, asked } = presigning((_asked, uri) => ({ url: `https://store.test/${uri.slice(5)}` }))
  const { result, rerender } = runHook(({ uri }: { uri: string | undefined }) => usePresignedUrl(uri), {
    backend,
    initialProps: { uri: undefined as string | undefined },
  })
  expect(result.current.fetchStatus).toBe('idle')
  expect(asked).toEqual([])
  rerender({ uri: 's3://bucket/a.pdf' })
  await waitFor(() => {
    expect(result.current.data?.url).toBe('https://store.test/bucket/a.pdf')
  })
})

test('a presigned URL is replaced before it expires, by what the backend says', async () => {
  const { backend } = presigning((asked) => ({ url: `https://store.test/${asked}`, expiresAt: inMs(2_200) }))
  const { result } = runHook(() => usePresignedUrl('s3://b/a'), { backend })
  await waitFor(() => {
    expect(result.current.data).toBeDefined()
  })
  const before = result.current.data?.url
  await waitFor(
    () => {
      expect(result.current.data?.url).not.toBe(before)
    },
    { timeout: 2_000 },
  )
})

test('a presigned URL whose backend says nothing is replaced by what its signature says', async () => {
  const { backend } = presigning((asked) => ({ url: signedUrl(String(asked), 4) }))
  const { result } = runHook(() => usePresignedUrl('s3://b/a'), { backend })
  await waitFor(() => {
    expect(result.current.data).toBeDefined()
  })
  const before = result.current.data?.url
  await waitFor(
    () => {
      expect(result.current.data?.url).not.toBe(before)
    },
    { timeout: 3_500 },
  )
})

test('a URL that is dead on arrival does not make it ask without end', async () => {
  const { backend, asked } = presigning((n) => ({ url: `https://store.test/${n}`, expiresAt: inMs(-60_000) }))
  const { result } = runHook(() => usePresignedUrl('s3://b/a'), { backend })
  await waitFor(() => {
    expect(result.current.data).toBeDefined()
  })
  await pause(4_000)
  expect(asked.length).toBeLessThan(9)
})

test('a URI that may not be seen is asked for no more', async () => {
  let asked = 0
  const backend: Backend = {
    ...createFakeBackend(),
    presign() {
      asked++
      return Promise.reject(new UploadError('forbidden', 'Not yours.'))
    },
  }
  const { result } = runHook(() => usePresignedUrl('s3://b/a'), { backend })
  await waitFor(() => {
    expect(result.current.error).toMatchObject({ code: 'forbidden' })
  })
  const before = asked
  await pause(1_500)
  expect(asked).toBe(before)
})

test('usePresignedUrl says at render that the backend cannot presign', () => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  try {
    expect(() => runHook(() => usePresignedUrl('s3://b/a'), { backend: createFakeBackend() })).toThrow(
      "backend 'fake' cannot presign URIs; it can: sign",
    )
  } finally {
    silence.mockRestore()
  }
})

test('frames get new URLs before theirs expire, again and again', async () => {
  const dead: string[] = []
  const { backend } = framing((asked) => ({ url: `https://store.test/${asked}`, urlExpiresAt: inMs(2_200) }))
  const { result } = runHook(
    () => {
      const query = useVideoFrames('a')
      const { urlExpiresAt, frames } = query.data ?? {}
      if (urlExpiresAt && urlExpiresAt.getTime() < Date.now()) dead.push(frames?.[0]?.url ?? '')
      return query
    },
    { backend },
  )
  const seen = new Set<string | undefined>()
  await waitFor(
    () => {
      seen.add(result.current.data?.frames[0]?.url)
      const expiresAt = result.current.data?.urlExpiresAt?.getTime() ?? Infinity
      expect(expiresAt).toBeGreaterThan(Date.now())
      expect(seen.size).toBeGreaterThan(3)
    },
    { timeout: 6_000, interval: 50 },
  )
  expect(dead).toEqual([])
})

test('frames of half an hour are not asked for meanwhile, whoever looks at them', async () => {
  const { backend, count } = framing(() => ({ url: 'https://store.test/a', urlExpiresAt: inMs(30 * 60_000) }))
  const { result, rerender } = runHook(() => [useVideoFrames('a'), useVideoFrames('a')], { backend })
  await waitFor(() => {
    expect(result.current[1]?.data).toBeDefined()
  })
  const before = count()
  rerender()
  window.dispatchEvent(new Event('visibilitychange'))
  await pause(500)
  expect(count()).toBe(before)
})

test('frames whose URLs could not be replaced are asked for again, ever more patiently', async () => {
  const { backend, count } = framing((asked) => {
    if (asked > 2) throw new UploadError('server-error', 'Broken.')
    return { url: `https://store.test/${asked}`, urlExpiresAt: inMs(2_200) }
  })
  const { result } = runHook(() => useVideoFrames('a'), { backend })
  await waitFor(
    () => {
      expect(result.current.error).toMatchObject({ code: 'server-error' })
    },
    { timeout: 6_000 },
  )
  expect(result.current.data?.frames).toHaveLength(1)
  const before = count()
  await pause(4_000)
  expect(count() - before).toBeGreaterThanOrEqual(1)
  expect(count() - before).toBeLessThanOrEqual(3)
})

test('a picture that failed is answered by one request, however many ask', async () => {
  const { backend, count } = framing((asked) => ({
    url: `https://store.test/${asked}`,
    urlExpiresAt: inMs(1_800_000),
  }))
  const { result } = runHook(() => useVideoFrames('a'), { backend })
  await waitFor(() => {
    expect(result.current.data).toBeDefined()
  })
  const before = count()
  await Promise.all([1, 2, 3].map(() => result.current.refetch({ cancelRefetch: false })))
  expect(count()).toBe(before + 1)
})
