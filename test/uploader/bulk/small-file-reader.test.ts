import { afterEach, expect, test, vi } from 'vitest'
import { createSmallFileReader } from '../../../src/uploader/bulk/small-file-reader.ts'

/** A queue of blobs; what leaves it is read. */
function queueOf(sources: Record<string, Blob>) {
  const waiting = new Set(Object.keys(sources))
  const smallFiles = createSmallFileReader(
    () => waiting,
    (id) => sources[id],
  )
  return {
    smallFiles,
    async read(id: string) {
      waiting.delete(id)
      const bytes = await smallFiles.read(id, sources[id] ?? new Blob())
      return bytes && new TextDecoder().decode(bytes)
    },
  }
}

afterEach(() => {
  vi.restoreAllMocks()
})

const lengthening = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}`, `${'x'.repeat(i)}-${i}`]))

test('small-file reader › returns the bytes of each file, and reads some twenty at once', async () => {
  const texts = lengthening(350)
  const reading = vi.spyOn(Blob.prototype, 'arrayBuffer')
  const { read } = queueOf(
    Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, new Blob([text])])),
  )
  for (const [id, text] of Object.entries(texts)) expect(await read(id)).toBe(text)
  expect(reading.mock.calls.length).toBeLessThanOrEqual(20)
})

test('small-file reader › combines concurrent calls into one read', async () => {
  const reading = vi.spyOn(Blob.prototype, 'arrayBuffer')
  const { read } = queueOf({ a: new Blob(['a']), b: new Blob(['b']), c: new Blob(['c']) })
  expect(await Promise.all([read('a'), read('c')])).toEqual(['a', 'c'])
  expect(await read('b')).toBe('b')
  expect(reading).toHaveBeenCalledTimes(1)
})

test('small-file reader › reads the other files of a batch if one cannot be read', async () => {
  const changed = new DOMException('It changed.', 'NotReadableError')
  const read = Blob.prototype.arrayBuffer
  vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(async function (this: Blob) {
    const bytes = await read.call(this)
    if (new TextDecoder().decode(bytes).includes('changed')) throw changed
    return bytes
  })
  const queue = queueOf({ a: new Blob(['a']), b: new Blob(['changed']), c: new Blob(['c']) })
  expect(await Promise.all(['a', 'b', 'c'].map(queue.read))).toEqual(['a', undefined, 'c'])
})

test('small-file reader › skips large files and still reads the small ones ahead', async () => {
  const reading = vi.spyOn(Blob.prototype, 'arrayBuffer')
  const { read } = queueOf({
    large: new Blob([new Uint8Array(64 * 1024)]),
    empty: new Blob(),
    a: new Blob(['a']),
    b: new Blob(['b']),
  })
  expect(await read('a')).toBe('a')
  expect(await read('b')).toBe('b')
  expect(await read('empty')).toBe('')
  expect(reading).toHaveBeenCalledTimes(1)
  expect(await read('large')).toBeUndefined()
})

test('small-file reader › limits the bytes in memory', async () => {
  const sizes: number[] = []
  const read = Blob.prototype.arrayBuffer
  vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(async function (this: Blob) {
    sizes.push(this.size)
    return read.call(this)
  })
  const files = Array.from(
    { length: 200 },
    (_, i) => [`${i}`, new Blob([new Uint8Array(60 * 1024)])] as const,
  )
  const queue = queueOf(Object.fromEntries(files))
  for (const [id] of files) await queue.read(id)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2 * 1024 * 1024 + 60 * 1024)
})

test('small-file reader › reads a forgotten file again', async () => {
  const reading = vi.spyOn(Blob.prototype, 'arrayBuffer')
  const { read, smallFiles } = queueOf({ a: new Blob(['a']), b: new Blob(['b']) })
  await read('a')
  smallFiles.forget('b')
  expect(await read('b')).toBe('b')
  expect(reading).toHaveBeenCalledTimes(2)
})
