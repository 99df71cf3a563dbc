import { beforeAll, describe, expect, test } from 'vitest'
import { wholeBytesLimit } from '../../../src/lib/digest.ts'
import { hashBlob } from '../../../src/uploader/hashing/hash-file.ts'
import { startWorker } from '../../../src/uploader/hashing/worker-client.ts'
import { createHasher } from '../../../src/uploader/hashing/worker-pool.ts'
import { numbered, sha256Of } from './known.ts'

const MiB = 1024 ** 2
const slice = 4 * MiB
const idleMs = 30_000
const onMainThread = createHasher({ start: throwBlocked, concurrency: 2, idleMs })

let content: Blob
beforeAll(() => {
  content = numbered(70_000_000)
})

function throwBlocked(): never {
  throw new DOMException('Workers are blocked.', 'SecurityError')
}

/** A worker with this script. */
function scripted(script: string): Worker {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
  return new Worker(address, { type: 'module' })
}

/** Counts the workers that are started. */
function counted(start: () => Worker) {
  const started: Worker[] = []
  let attempts = 0
  return {
    started,
    attempts: () => attempts,
    start() {
      attempts++
      const worker = start()
      started.push(worker)
      return worker
    },
  }
}

describe.each([
  ['in a worker', hashBlob],
  ['on the main thread', onMainThread],
])('hashing %s', (_, hash) => {
  test.each([
    0,
    1,
    MiB,
    MiB + 1,
    slice - 1,
    slice,
    slice + 1,
    wholeBytesLimit - 1,
    wholeBytesLimit,
    wholeBytesLimit + 1,
    70_000_000,
  ])('computes the SHA-256 of %i bytes', async (size) => {
    const source = content.slice(0, size)
    expect(await hash(source, 'sha-256')).toBe(await sha256Of(source))
  })

  test.each([
    [0, 'd41d8cd98f00b204e9800998ecf8427e'],
    [1, 'cfcd208495d565ef66e7dff9f98764da'],
    [slice - 1, '04bf83f82eaaf69687bc8a73d9060ce2'],
    [slice, '60d04c798a4efd375eaf820ec277eb86'],
    [slice + 1, '57d7863bab05182c048ed30eb53336ff'],
    [wholeBytesLimit, 'a34632deccffaaaba5993ecf9cbfe845'],
    [70_000_000, 'f11ef265e5618e84388f6f5af57edff4'],
  ])('computes the MD5 of %i bytes', async (size, digest) => {
    expect(await hash(content.slice(0, size), 'md5')).toBe(digest)
  })

  test('reports progress that rises to the size', async () => {
    const reported: number[] = []
    await hash(content, 'sha-256', { onProgress: (bytes) => reported.push(bytes) })
    expect(reported.length).toBeGreaterThan(10)
    expect(reported).toEqual([...new Set(reported)].sort((a, b) => a - b))
    expect(reported.at(-1)).toBe(content.size)
  })

  test('stops and reports nothing more after an abort, and hashes the next file', async () => {
    const controller = new AbortController()
    const reason = new Error('Cancelled')
    const reported: number[] = []
    const onProgress = (bytes: number) => {
      reported.push(bytes)
      controller.abort(reason)
    }
    await expect(hash(content, 'sha-256', { signal: controller.signal, onProgress })).rejects.toBe(reason)
    const small = content.slice(0, 1000)
    expect(await hash(small, 'sha-256')).toBe(await sha256Of(small))
    expect(reported).toHaveLength(1)
    await expect(hash(small, 'sha-256', { signal: controller.signal })).rejects.toBe(reason)
  })
})

test('hasher › queues files beyond its concurrency, which can be aborted in the queue', async () => {
  const { started, start } = counted(startWorker)
  const hash = createHasher({ start, concurrency: 2, idleMs })
  const controller = new AbortController()
  const hashed = Array.from({ length: 5 }, (_, index) => hash(content.slice(index, index + slice), 'sha-256'))
  const queued = hash(content, 'sha-256', { signal: controller.signal })
  controller.abort()
  await expect(queued).rejects.toThrow(DOMException)
  expect(new Set(await Promise.all(hashed)).size).toBe(5)
  expect(started).toHaveLength(2)
})

test('hasher › reuses a worker, also after a cancelled file', async () => {
  const { started, start } = counted(startWorker)
  const hash = createHasher({ start, concurrency: 2, idleMs })
  await hash(content.slice(0, 10), 'sha-256')
  const controller = new AbortController()
  const onProgress = () => controller.abort()
  await expect(hash(content, 'md5', { signal: controller.signal, onProgress })).rejects.toThrow(DOMException)
  const [first, second] = [content.slice(0, slice), content.slice(0, 1)]
  expect(await Promise.all([hash(first, 'md5'), hash(second, 'md5')])).toEqual([
    '60d04c798a4efd375eaf820ec277eb86',
    'cfcd208495d565ef66e7dff9f98764da',
  ])
  // If the worker of the cancelled file is not free yet, another one takes the second file.
  expect(started.length).toBeLessThanOrEqual(2)
})

test('hasher › ends an idle worker and starts another for the next file', async () => {
  const { started, start } = counted(startWorker)
  const hash = createHasher({ start, concurrency: 1, idleMs: 0 })
  const expected = await sha256Of(content.slice(0, 10))
  await expect
    .poll(async () => {
      expect(await hash(content.slice(0, 10), 'sha-256')).toBe(expected)
      return started.length
    })
    .toBeGreaterThan(1)
})

describe('hasher › hashes the file on the main thread if', () => {
  const alive = `postMessage({ type: 'alive' })`
  const failures = {
    'the worker throws': `${alive}; onmessage = () => { throw new Error('Broken') }`,
    'the worker throws half way': `${alive}
      onmessage = () => { postMessage({ type: 'progress', hashedBytes: 2e6 }); setTimeout(() => { throw 1 }) }`,
    'the worker lacks an API': `${alive}; onmessage = () => postMessage({ type: 'unable' })`,
    'the worker closes itself': `${alive}; onmessage = () => close()`,
    'the script throws': `throw new Error('Old browser')`,
    'the script is HTML': '<!doctype html>',
  }

  test.for(Object.entries(failures))('%s', async ([, script]) => {
    const reported: number[] = []
    const hash = createHasher({ start: () => scripted(script), concurrency: 1, idleMs })
    const source = content.slice(0, 20 * MiB)
    const digest = await hash(source, 'sha-256', { onProgress: (bytes) => reported.push(bytes) })
    expect(digest).toBe(await sha256Of(source))
    expect(reported).toEqual([...new Set(reported)].sort((a, b) => a - b))
    expect(reported.at(-1)).toBe(source.size)
  })

  test('workers are blocked, and starts none for the next file', async () => {
    const { start, attempts } = counted(throwBlocked)
    const hash = createHasher({ start, concurrency: 1, idleMs })
    const source = content.slice(0, 10)
    expect(await hash(source, 'sha-256')).toBe(await sha256Of(source))
    expect(await hash(source, 'sha-256')).toBe(await sha256Of(source))
    expect(attempts()).toBe(1)
  })

  test('the script is not found, and starts none for the next file', async () => {
    const { start, attempts } = counted(() => new Worker('/nowhere/hash-worker.js', { type: 'module' }))
    const hash = createHasher({ start, concurrency: 2, idleMs: 0 })
    const source = content.slice(0, 10)
    expect(await hash(source, 'sha-256')).toBe(await sha256Of(source))
    const both = [hash(source, 'md5'), hash(source, 'md5')]
    expect(new Set(await Promise.all(both)).size).toBe(1)
    expect(attempts()).toBe(1)
  })
})

test('hasher › terminates a worker that hangs after a cancel, and starts another', async () => {
  const controller = new AbortController()
  const hanging = `postMessage({ type: 'alive' }); onmessage = () => postMessage({ type: 'progress', hashedBytes: 1 })`
  let starts = 0
  const start = () => (starts++ === 0 ? scripted(hanging) : startWorker())
  const hash = createHasher({ start, concurrency: 1, idleMs })
  const onProgress = () => controller.abort()
  await expect(hash(content, 'md5', { signal: controller.signal, onProgress })).rejects.toThrow(DOMException)
  expect(await hash(content.slice(0, 1), 'md5')).toBe('cfcd208495d565ef66e7dff9f98764da')
  expect(starts).toBe(2)
})
