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

/** The query of a URL that S3 signs. */
function signedUrl(key: string, seconds: number) {
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  return `https://store.test/${key}?X-Amz-Date=${now}&X-Amz-Expires=${seconds}`
}

function presigning(make: (requests: number, uri: string) => PresignedUrl) {
  const requests: string[] = []
  const backend: Backend = {
    ...createFakeBackend(),
    presign: async (uri) => make(requests.push(uri), uri),
  }
  return { backend, requests }
}

function framing(make: (requests: number) => Pick<VideoFrames, 'urlExpiresAt'> & { url: string }) {
  let requests = 0
  const backend: Backend = {
    ...createFakeBackend(),
    async frames(fileId) {
      const { url, urlExpiresAt } = make(++requests)
      return { fileId, frameCount: 1, frames: [{ index: 0, url }], urlExpiresAt, complete: true }
    },
  }
  return { backend, count: () => requests }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('usePresignedUrl › returns a URL for a URI, and is disabled without one', async () => {
  const { backend, requests } = presigning((_calls, uri) => ({ url: `https://store.test/${uri.slice(5)}` }))
  const { result, rerender } = runHook(({ uri }: { uri: string | undefined }) => usePresignedUrl(uri), {
    backend,
    initialProps: { uri: undefined as string | undefined },
  })
  expect(result.current.fetchStatus).toBe('idle')
  expect(requests).toEqual([])
  rerender({ uri: 's3://bucket/a.pdf' })
  await waitFor(() => {
    expect(result.current.data?.url).toBe('https://store.test/bucket/a.pdf')
  })
})

test('usePresignedUrl › refetches before the expiry that the backend declares', async () => {
  const { backend } = presigning((requests) => ({
    url: `https://store.test/${requests}`,
    expiresAt: inMs(2_200),
  }))
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

test('usePresignedUrl › refetches before the expiry in the signature if the backend declares none', async () => {
  const { backend } = presigning((requests) => ({ url: signedUrl(String(requests), 4) }))
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

test('usePresignedUrl › does not loop over URLs that are expired on arrival', async () => {
  const { backend, requests } = presigning((n) => ({
    url: `https://store.test/${n}`,
    expiresAt: inMs(-60_000),
  }))
  const { result } = runHook(() => usePresignedUrl('s3://b/a'), { backend })
  await waitFor(() => {
    expect(result.current.data).toBeDefined()
  })
  await pause(4_000)
  expect(requests.length).toBeLessThan(9)
})

test('usePresignedUrl › stops after a response of 403', async () => {
  let requests = 0
  const backend: Backend = {
    ...createFakeBackend(),
    presign() {
      requests++
      return Promise.reject(new UploadError('forbidden', 'Not yours.'))
    },
  }
  const { result } = runHook(() => usePresignedUrl('s3://b/a'), { backend })
  await waitFor(() => {
    expect(result.current.error).toMatchObject({ code: 'forbidden' })
  })
  const before = requests
  await pause(1_500)
  expect(requests).toBe(before)
})

test('usePresignedUrl › throws at render if the backend cannot presign', () => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  try {
    expect(() => runHook(() => usePresignedUrl('s3://b/a'), { backend: createFakeBackend() })).toThrow(
      "backend 'fake' cannot presign URIs; it can: sign",
    )
  } finally {
    silence.mockRestore()
  }
})

test('useVideoFrames › refetches before the URLs expire, repeatedly', async () => {
  const expired: string[] = []
  const { backend } = framing((requests) => ({
    url: `https://store.test/${requests}`,
    urlExpiresAt: inMs(2_200),
  }))
  const { result } = runHook(
    () => {
      const query = useVideoFrames('a')
      const { urlExpiresAt, frames } = query.data ?? {}
      if (urlExpiresAt && urlExpiresAt.getTime() < Date.now()) expired.push(frames?.[0]?.url ?? '')
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
  expect(expired).toEqual([])
})

test('useVideoFrames › does not refetch frames with fresh URLs for another subscriber', async () => {
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

test('useVideoFrames › retries a failed refetch with growing intervals', async () => {
  const { backend, count } = framing((requests) => {
    if (requests > 2) throw new UploadError('server-error', 'Broken.', { status: 503 })
    return { url: `https://store.test/${requests}`, urlExpiresAt: inMs(2_200) }
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

test('useVideoFrames › sends one request for any number of failed images', async () => {
  const { backend, count } = framing((requests) => ({
    url: `https://store.test/${requests}`,
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
