import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createChecksum } from '../../../sandbox/store/body/checksums.ts'
import { wholeBytesLimit } from '../../../src/lib/digest.ts'
import { hashBlob } from '../../../src/uploader/hashing/hash-file.ts'

// Node has no web workers: files are hashed on the calling thread.

const MiB = 1024 ** 2

/** A blob that records its reads. */
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

/** By the sandbox's own implementation. */
function hexOfCrc64(bytes: Uint8Array): string {
  const checksum = createChecksum('crc64nvme')
  checksum.update(Buffer.from(bytes))
  return checksum.digest().toString('hex')
}

async function scratchFile(content: Uint8Array): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-test-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const path = join(directory, 'file')
  await writeFile(path, content)
  return path
}

test.each([0, 1, MiB, MiB + 1, wholeBytesLimit, wholeBytesLimit + 1])(
  'hashBlob › hashes %i bytes in Node',
  async (size) => {
    const bytes = new Uint8Array(size).map((_, index) => (index * 31) % 251)
    const path = await scratchFile(bytes)
    for (const source of [new Blob([bytes]), await openAsBlob(path)]) {
      for (const [algorithm, name] of [['sha-256', 'sha256'] as const, ['md5', 'md5'] as const]) {
        expect(await hashBlob(source, algorithm)).toBe(createHash(name).update(bytes).digest('hex'))
      }
      expect(await hashBlob(source, 'crc32')).toBe(crc32(bytes).toString(16).padStart(8, '0'))
      expect(await hashBlob(source, 'crc64nvme')).toBe(hexOfCrc64(bytes))
    }
  },
)

test.each([
  ['md5', '25f9e794323b453885f5181f1b624d0b'],
  ['sha-256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ['crc32', 'cbf43926'],
  ['crc64nvme', 'ae8b14860a799888'],
] as const)('hashBlob › computes the %s check value of "123456789"', async (algorithm, expected) => {
  expect(await hashBlob(new Blob(['123456789']), algorithm)).toBe(expected)
})

test('hashBlob › reads one slice at a time, and a small file as a whole', async () => {
  const small = new WatchedBlob([new Uint8Array(MiB)])
  await hashBlob(small, 'sha-256')
  expect(small.reads).toEqual([{ bytes: MiB, atOnce: 1 }])

  const large = new WatchedBlob([new Uint8Array(wholeBytesLimit)])
  await hashBlob(large, 'sha-256')
  expect(Math.max(...large.reads.map(({ bytes }) => bytes))).toBeLessThan(MiB)
  expect(Math.max(...large.reads.map(({ atOnce }) => atOnce))).toBe(1)
})

test('hashBlob › never uses Blob.stream(), which fails for large files in Safari', async () => {
  const streams = vi.spyOn(Blob.prototype, 'stream')
  onTestFinished(() => {
    streams.mockRestore()
  })
  for (const size of [MiB, wholeBytesLimit + 1]) await hashBlob(new Blob([new Uint8Array(size)]), 'sha-256')
  expect(streams.mock.calls).toEqual([])
})

test.each(['sha-256', 'md5'] as const)(
  'hashBlob › rejects with the read error of a file that changed on disk: %s',
  async (algorithm) => {
    const path = await scratchFile(new Uint8Array(wholeBytesLimit + 1))
    const source = await openAsBlob(path)
    await truncate(path, 10)
    const failure: unknown = await hashBlob(source, algorithm).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(DOMException)
    expect(failure).toMatchObject({ name: 'NotReadableError' })
  },
)

test('hashBlob › rejects if a slice is shorter than its size', async () => {
  const source = new Blob(['eleven bytes'])
  source.slice = () => {
    const slice = new Blob(['eleven'])
    Object.defineProperty(slice, 'size', { value: 100 })
    return slice
  }
  await expect(hashBlob(source, 'md5')).rejects.toMatchObject({ name: 'NotReadableError' })
})
