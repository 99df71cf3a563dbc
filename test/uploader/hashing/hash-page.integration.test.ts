import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JSHandle, Page } from 'playwright'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { wholeBytesLimit } from '../../../src/lib/digest.ts'
import { openHashPages } from './open-page.ts'
import type { Hashing } from './page/main.ts'

// Files from the disk, in a page that is built like an application, under the Content-Security-Policy of its server.

const MiB = 1024 ** 2
const pages = await openHashPages()
const directory = await mkdtemp(join(tmpdir(), 'react-presigned-hash-'))
let page: Page | undefined

afterEach(() => page?.close())
afterAll(() => rm(directory, { recursive: true, force: true }))

/** A sparse file: it takes no disk space. */
async function sparseFile(name: string, size: number): Promise<string> {
  const path = join(directory, name)
  await writeFile(path, name)
  await truncate(path, size)
  return path
}

async function digestOf(path: string, algorithm: string): Promise<string> {
  const hash = createHash(algorithm)
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function choose(path: string | readonly string[], options?: { host?: string; policy?: string }) {
  page = await pages.open(options)
  await page.locator('input').setInputFiles([path].flat())
  const hashing: JSHandle<Hashing> = await page.evaluateHandle('hashing')
  return { page, hashing }
}

describe('hashing › keeps the tasks of the main thread under 50 ms', () => {
  // On a busy machine any task can be long. A task that hashing makes long is long in each attempt.
  const retry = 3

  test('while a worker hashes 256 MiB', { retry, timeout: 120_000 }, async () => {
    const path = await sparseFile('big', 256 * MiB)
    const { page, hashing } = await choose(path)
    const { results, longTasks, progressEvents } = await hashing.evaluate((it) => it.hash('sha-256'))
    expect(results).toEqual([await digestOf(path, 'sha256')])
    expect(page.workers()).toHaveLength(1)
    expect(progressEvents).toBeGreaterThan(20)
    expect(longTasks).toEqual([])
  })

  test('while it hashes 16 MiB because workers are blocked', { retry }, async () => {
    const path = await sparseFile('fits', 16 * MiB)
    const { hashing } = await choose(path, { policy: "worker-src 'none'" })
    const { results, longTasks } = await hashing.evaluate((it) => it.hash('sha-256'))
    expect(results).toEqual([await digestOf(path, 'sha256')])
    expect(longTasks).toEqual([])
  })

  test('while it hashes 256 MiB because workers are blocked', { retry, timeout: 120_000 }, async () => {
    const path = await sparseFile('big', 256 * MiB)
    const { page, hashing } = await choose(path, { policy: "worker-src 'none'" })
    const { results, longTasks, took } = await hashing.evaluate((it) => it.hash('sha-256'))
    expect(results).toEqual([await digestOf(path, 'sha256')])
    expect(page.workers()).toHaveLength(0)
    // A busy machine makes some of a thousand tasks long. If the slices were too large, most of them would be.
    const longTaskMs = longTasks.reduce((sum, task) => sum + task, 0)
    expect(longTaskMs).toBeLessThan(took / 10)
  })
})

test('hashing › shares two workers among many files', async () => {
  const paths = await Promise.all([1, 2, 3, 4, 5].map((n) => sparseFile(`small-${n}`, n * MiB)))
  const { page, hashing } = await choose(paths)
  const { results } = await hashing.evaluate((it) => it.hash('md5'))
  expect(results).toEqual(await Promise.all(paths.map((path) => digestOf(path, 'md5'))))
  expect(page.workers()).toHaveLength(2)
})

describe.each([
  ['small', 1000],
  ['large', wholeBytesLimit + 1],
])('hashing › a %s file', (name, size) => {
  test('is hashed in a worker in an insecure context', async () => {
    const path = await sparseFile(name, size)
    const { page, hashing } = await choose(path, { host: 'app.test' })
    expect(await hashing.evaluate(({ secure, subtle }) => [secure, subtle])).toEqual([false, false])
    const { results } = await hashing.evaluate((it) => it.hash('sha-256'))
    expect(results).toEqual([await digestOf(path, 'sha256')])
    expect(page.workers()).toHaveLength(1)
  })

  test('is hashed on the main thread in an insecure context without workers', async () => {
    const path = await sparseFile(name, size)
    const { page, hashing } = await choose(path, { host: 'app.test', policy: "worker-src 'none'" })
    const { results } = await hashing.evaluate((it) => it.hash('sha-256'))
    expect(results).toEqual([await digestOf(path, 'sha256')])
    expect(page.workers()).toHaveLength(0)
  })

  test.each(['sha-256', 'md5'] as const)('that changed on disk is unreadable: %s', async (algorithm) => {
    const path = await sparseFile(name, size)
    const { hashing } = await choose(path)
    await writeFile(path, 'Something else')
    // Chromium compares modification times in seconds.
    const later = Date.now() / 1000 + 10
    await utimes(path, later, later)
    const { results } = await hashing.evaluate((it, algorithm) => it.hash(algorithm), algorithm)
    expect(results).toMatchObject([{ name: 'NotReadableError' }])
  })
})

describe('hashing › where the Content-Security-Policy blocks WebAssembly', () => {
  const policy = "default-src 'self'"
  const refused = {
    name: 'UploadError',
    code: 'unsupported',
    message: expect.stringContaining("'wasm-unsafe-eval'") as string,
  }

  test.each([
    ['in a worker', policy, 1],
    ['on the main thread', `${policy}; worker-src 'none'`, 0],
  ])('uses crypto.subtle for the SHA-256 of a small file, %s', async (_, policy, workers) => {
    const path = await sparseFile('fits', wholeBytesLimit)
    const { page, hashing } = await choose(path, { policy })
    const { results } = await hashing.evaluate((it) => it.hash('sha-256'))
    expect(results).toEqual([await digestOf(path, 'sha256')])
    expect(page.workers()).toHaveLength(workers)
  })

  test('rejects a large file and names the policy to add', async () => {
    const path = await sparseFile('big', wholeBytesLimit + 1)
    const { hashing } = await choose(path, { policy })
    const { results } = await hashing.evaluate((it) => it.hash('sha-256'))
    expect(results).toMatchObject([refused])
  })

  test('rejects MD5 and names the policy to add', async () => {
    const path = await sparseFile('small', 1)
    const { hashing } = await choose(path, { policy })
    const { results } = await hashing.evaluate((it) => it.hash('md5'))
    expect(results).toMatchObject([refused])
  })

  test('accepts a large file with wasm-unsafe-eval', async () => {
    const path = await sparseFile('big', wholeBytesLimit + 1)
    const { page, hashing } = await choose(path, { policy: "default-src 'self' 'wasm-unsafe-eval'" })
    const { results } = await hashing.evaluate((it) => it.hash('sha-256'))
    expect(results).toEqual([await digestOf(path, 'sha256')])
    expect(page.workers()).toHaveLength(1)
  })
})

test('hashing › reuses a worker whose file was cancelled', async () => {
  const path = await sparseFile('huge', 4096 * MiB)
  const { page, hashing } = await choose([path, path])
  const hashed = hashing.evaluate((it) => it.hash('sha-256'))
  await expect.poll(() => page.workers().length).toBe(2)
  await hashing.evaluate((it) => it.cancel())
  expect((await hashed).results).toMatchObject([{ message: 'Cancelled' }, { message: 'Cancelled' }])
  const next = await sparseFile('next', MiB)
  await page.locator('input').setInputFiles([next, next])
  const digest = await digestOf(next, 'sha256')
  expect((await hashing.evaluate((it) => it.hash('sha-256'))).results).toEqual([digest, digest])
  expect(page.workers()).toHaveLength(2)
})
