import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { StoredBlob } from './records.ts'

export type Blobs = {
  /** Streams bytes to a new file, which is removed if the stream or `commit` fails. */
  write<Result>(chunks: AsyncIterable<Buffer>, commit: (name: string) => Result): Promise<Result>
  /** The bytes from `start` to `end`, inclusive, of the concatenated files. */
  read(blobs: readonly StoredBlob[], start: number, end: number): AsyncIterable<Buffer>
  remove(blobs: readonly StoredBlob[]): Promise<void>
}

/** Opens a folder of files and removes those that no record references, which a crash left behind. */
export function openBlobs(folder: string, known: ReadonlySet<string>): Blobs {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder))
    if (!known.has(name)) rmSync(join(folder, name), { recursive: true })

  const readers = new Map<string, number>()
  const doomed = new Set<string>()

  async function release(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const left = (readers.get(name) ?? 1) - 1
      if (left > 0) readers.set(name, left)
      else readers.delete(name)
      if (left === 0 && doomed.delete(name)) await rm(join(folder, name), { force: true })
    }
  }

  return {
    async write(chunks, commit) {
      const name = randomUUID()
      const file = createWriteStream(join(folder, name), { flags: 'wx', highWaterMark: 1024 ** 2 })
      try {
        await pipeline(chunks, file)
        return commit(name)
      } catch (error) {
        // A stream that fails early may create its file later: wait, then remove it.
        if (!file.closed) await new Promise<void>((resolve) => file.once('close', resolve))
        await rm(join(folder, name), { force: true })
        throw error
      }
    },

    async *read(blobs, start, end) {
      const names = blobs.map((blob) => blob.name)
      for (const name of names) readers.set(name, (readers.get(name) ?? 0) + 1)
      try {
        let offset = 0
        for (const { name, size } of blobs) {
          const [first, last] = [Math.max(start - offset, 0), Math.min(end - offset, size - 1)]
          offset += size
          if (first > last) continue
          yield* createReadStream(join(folder, name), { start: first, end: last, highWaterMark: 256 * 1024 })
        }
      } finally {
        await release(names)
      }
    },

    async remove(blobs) {
      for (const { name } of blobs) {
        // Responses in progress still read the replaced object: its file is removed after them.
        if (readers.has(name)) doomed.add(name)
        else await rm(join(folder, name), { force: true })
      }
    },
  }
}
