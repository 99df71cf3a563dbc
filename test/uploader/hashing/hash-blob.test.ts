import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { expect, onTestFinished, test, vi } from 'vitest'
import { mostWholeBytes } from '../../../src/uploader/hashing/digest.ts'
import { hashBlob } from '../../../src/uploader/hashing/hash-blob.ts'

// Node has no module workers of the web's kind: there it hashes where it is asked.

const MiB = 1024 ** 2

/** A blob that tells how many of its bytes are being read. */
class WatchedBlob extends Blob {
  reads: { bytes: number; atOnce: number }[] = []
  private reading = 0

  override slice(start?: number, end?: number): Blob {
    const slice = super.slice(start, end)
    const read = slice.arrayBuffer.bind(slice)
    slice.arrayBuffer = async () => {
      this.reading++
      this.reads.push({ bytes: slice.size, atOnce: this.reading })
      return read().finally(() => this.reading--)
    }
    return slice
  }
}

async function scratchFile(content: Uint8Array): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-test-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const path = join(directory, 'file')
  await writeFile(path, content)
  return path
}

test.each([0, 1, MiB, MiB + 1, mostWholeBytes, mostWholeBytes + 1])(
  'hashes %i bytes in Node',
  async (size) => {
    const bytes = new Uint8Array(size).map((_, place) => (place * 31) % 251)
    const path = await scratchFile(bytes)
    for (const source of [new Blob([bytes]), await openAsBlob(path)]) {
      for (const [algorithm, name] of [['sha-256', 'sha256'] as const, ['md5', 'md5'] as const]) {
        expect(await hashBlob(source, algorithm)).toBe(createHash(name).update(bytes).digest('hex'))
      }
      expect(await hashBlob(source, 'crc32')).toBe(crc32(bytes).toString(16).padStart(8, '0'))
    }
  },
)

test('reads a slice at a time, and a small file whole', async () => {
  const small = new WatchedBlob([new Uint8Array(MiB)])
  await hashBlob(small, 'sha-256')
  expect(small.reads).toEqual([{ bytes: MiB, atOnce: 1 }])

  const big = new WatchedBlob([new Uint8Array(mostWholeBytes)])
  await hashBlob(big, 'sha-256')
  expect(Math.max(...big.reads.map(({ bytes }) => bytes))).toBeLessThan(MiB)
  expect(Math.max(...big.reads.map(({ atOnce }) => atOnce))).toBe(1)
})

test('never reads by a stream, which fails on big files in Safari', async () => {
  const streams = vi.spyOn(Blob.prototype, 'stream')
  onTestFinished(() => {
    streams.mockRestore()
  })
  for (const size of [MiB, mostWholeBytes + 1]) await hashBlob(new Blob([new Uint8Array(size)]), 'sha-256')
  expect(streams.mock.calls).toEqual([])
})

test.each(['sha-256', 'md5'] as const)('a file that changed cannot be read: %s', async (algorithm) => {
  const path = await scratchFile(new Uint8Array(mostWholeBytes + 1))
  const source = await openAsBlob(path)
  await truncate(path, 10)
  const failure: unknown = await hashBlob(source, algorithm).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(DOMException)
  expect(failure).toMatchObject({ name: 'NotReadableError' })
})

test('a source that gives less than it promised cannot be read', async () => {
  const source = new Blob(['eleven bytes'])
  source.slice = () => {
    const slice = new Blob(['eleven'])
    Object.defineProperty(slice, 'size', { value: 100 })
    return slice
  }
  await expect(hashBlob(source, 'md5')).rejects.toMatchObject({ name: 'NotReadableError' })
})
