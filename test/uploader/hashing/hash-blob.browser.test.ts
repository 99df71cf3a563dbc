import { beforeAll, describe, expect, test } from 'vitest'
import { createHasher } from '../../../src/uploader/hashing/create-hasher.ts'
import { mostWholeBytes } from '../../../src/uploader/hashing/digest.ts'
import { hashBlob, hashConcurrency } from '../../../src/uploader/hashing/hash-blob.ts'
import { startWorker } from '../../../src/uploader/hashing/start-worker.ts'
import { numbered, sha256Of } from './known.ts'

const MiB = 1024 ** 2
const slice = 4 * MiB
const idleMs = 30_000
const inPage = createHasher({ ways: [], lanes: hashConcurrency, idleMs })

let content: Blob
beforeAll(() => {
  content = numbered(70_000_000)
})

/** A worker of ours whose script is this. */
function scripted(script: string): Worker {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
  return new Worker(address, { type: 'module' })
}

/** The ways to start workers, and which were gone. */
function watched(...ways: (() => Worker)[]) {
  const gone: number[] = []
  const counted = ways.map((way, place) => () => {
    gone.push(place)
    return way()
  })
  return { gone, ways: counted }
}

describe.each([
  ['in a worker', hashBlob],
  ['in the page', inPage],
])('%s', (_, hash) => {
  test.each([
    0,
    1,
    MiB,
    MiB + 1,
    slice - 1,
    slice,
    slice + 1,
    mostWholeBytes - 1,
    mostWholeBytes,
    mostWholeBytes + 1,
    70_000_000,
  ])('the SHA-256 of %i bytes is right', async (size) => {
    const source = content.slice(0, size)
    expect(await hash(source, 'sha-256')).toBe(await sha256Of(source))
  })

  test.each([
    [0, 'd41d8cd98f00b204e9800998ecf8427e'],
    [1, 'cfcd208495d565ef66e7dff9f98764da'],
    [slice - 1, '04bf83f82eaaf69687bc8a73d9060ce2'],
    [slice, '60d04c798a4efd375eaf820ec277eb86'],
    [slice + 1, '57d7863bab05182c048ed30eb53336ff'],
    [mostWholeBytes, 'a34632deccffaaaba5993ecf9cbfe845'],
    [70_000_000, 'f11ef265e5618e84388f6f5af57edff4'],
  ])('the MD5 of %i bytes is right', async (size, digest) => {
    expect(await hash(content.slice(0, size), 'md5')).toBe(digest)
  })

  test('progress rises to the size', async () => {
    const told: number[] = []
    await hash(content, 'sha-256', { onProgress: (bytes) => told.push(bytes) })
    expect(told.length).toBeGreaterThan(10)
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b))
    expect(told.at(-1)).toBe(content.size)
  })

  test('an abort ends it at once, silently from then on, and the next file goes on', async () => {
    const controller = new AbortController()
    const reason = new Error('Enough')
    const told: number[] = []
    const onProgress = (bytes: number) => {
      told.push(bytes)
      controller.abort(reason)
    }
    await expect(hash(content, 'sha-256', { signal: controller.signal, onProgress })).rejects.toBe(reason)
    const small = content.slice(0, 1000)
    expect(await hash(small, 'sha-256')).toBe(await sha256Of(small))
    expect(told).toHaveLength(1)
    await expect(hash(small, 'sha-256', { signal: controller.signal })).rejects.toBe(reason)
  })
})

test('files beyond the lanes wait, and may be called back while they do', async () => {
  const { gone, ways } = watched(startWorker)
  const hash = createHasher({ ways, lanes: 2, idleMs })
  const controller = new AbortController()
  const hashed = Array.from({ length: 5 }, (_, place) => hash(content.slice(place, place + slice), 'sha-256'))
  const late = hash(content, 'sha-256', { signal: controller.signal })
  controller.abort()
  await expect(late).rejects.toThrow(DOMException)
  expect(new Set(await Promise.all(hashed)).size).toBe(5)
  expect(gone).toHaveLength(2)
})

test('one worker serves files that come one by one, a cancelled one between them', async () => {
  const { gone, ways } = watched(startWorker)
  const hash = createHasher({ ways, lanes: 2, idleMs })
  await hash(content.slice(0, 10), 'sha-256')
  const controller = new AbortController()
  const onProgress = () => controller.abort()
  await expect(hash(content, 'md5', { signal: controller.signal, onProgress })).rejects.toThrow(DOMException)
  const [first, second] = [content.slice(0, slice), content.slice(0, 1)]
  expect(await Promise.all([hash(first, 'md5'), hash(second, 'md5')])).toEqual([
    '60d04c798a4efd375eaf820ec277eb86',
    'cfcd208495d565ef66e7dff9f98764da',
  ])
  // The lane of the cancelled file may not have been free yet: then the second was asked of another.
  expect(gone.length).toBeLessThanOrEqual(2)
})

test('a worker that is idle is ended; the next file starts another', async () => {
  const started: Worker[] = []
  const way = () => {
    const worker = startWorker()
    started.push(worker)
    return worker
  }
  const hash = createHasher({ ways: [way], lanes: 1, idleMs: 0 })
  const expected = await sha256Of(content.slice(0, 10))
  await expect
    .poll(async () => {
      expect(await hash(content.slice(0, 10), 'sha-256')).toBe(expected)
      return started.length
    })
    .toBeGreaterThan(1)
})

describe('a file is not lost where', () => {
  const alive = `postMessage({ type: 'alive' })`
  const deaths = {
    'the worker fails': `${alive}; onmessage = () => { throw new Error('Died') }`,
    'the worker fails half way': `${alive}
      onmessage = () => { postMessage({ type: 'progress', hashedBytes: 2e6 }); setTimeout(() => { throw 1 }) }`,
    'the worker lacks something': `${alive}; onmessage = () => postMessage({ type: 'unable' })`,
    'the worker ends without a word': `${alive}; onmessage = () => close()`,
    'the script fails': `throw new Error('Old browser')`,
    'the script is none': '<!doctype html>',
  }

  test.for(Object.entries(deaths))('%s', async ([, script]) => {
    const told: number[] = []
    const hash = createHasher({ ways: [() => scripted(script)], lanes: 1, idleMs })
    const source = content.slice(0, 20 * MiB)
    const digest = await hash(source, 'sha-256', { onProgress: (bytes) => told.push(bytes) })
    expect(digest).toBe(await sha256Of(source))
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b))
    expect(told.at(-1)).toBe(source.size)
  })

  test('workers are forbidden', async () => {
    const forbidden = () => {
      throw new DOMException('No workers', 'SecurityError')
    }
    const { gone, ways } = watched(forbidden, startWorker)
    const hash = createHasher({ ways, lanes: 1, idleMs })
    const source = content.slice(0, 10)
    expect(await hash(source, 'sha-256')).toBe(await sha256Of(source))
    expect(gone).toEqual([0, 1])
  })

  test('its script is not found: the next way is gone, and the first not tried again', async () => {
    const missing = () => new Worker('/nowhere/hash-worker.js', { type: 'module' })
    const { gone, ways } = watched(missing, startWorker)
    const hash = createHasher({ ways, lanes: 2, idleMs: 0 })
    const source = content.slice(0, 10)
    expect(await hash(source, 'sha-256')).toBe(await sha256Of(source))
    expect(gone).toEqual([0, 1])
    const both = [hash(source, 'md5'), hash(source, 'md5')]
    expect(new Set(await Promise.all(both)).size).toBe(1)
    expect(gone.filter((place) => place === 0)).toHaveLength(1)
  })
})

test('a worker that hangs is ended, and its lane is free again', async () => {
  const controller = new AbortController()
  const stuck = `postMessage({ type: 'alive' }); onmessage = () => postMessage({ type: 'progress', hashedBytes: 1 })`
  let starts = 0
  const hash = createHasher({
    ways: [() => (starts++ === 0 ? scripted(stuck) : startWorker())],
    lanes: 1,
    idleMs,
  })
  const onProgress = () => controller.abort()
  await expect(hash(content, 'md5', { signal: controller.signal, onProgress })).rejects.toThrow(DOMException)
  expect(await hash(content.slice(0, 1), 'md5')).toBe('cfcd208495d565ef66e7dff9f98764da')
  expect(starts).toBe(2)
})
