import { createBatcher } from '../../lib/batcher.ts'
import type { Bytes } from '../../lib/bytes.ts'
import { withTimeoutFallback } from '../../lib/timeout-fallback.ts'

// Larger files are sent as they are.
const maxSmallFileSize = 64 * 1024

type PrefetchedFile = {
  promise: Promise<Bytes | undefined>
  resolve(bytes: Bytes | undefined): void
}

// Reads are slow on a busy page: with 40 files read ahead, half of ten thousand uploads waited for theirs.
const maxPrefetched = 120
const prefetchStep = 40
// Measured: batches of 100 files and single files take longer per file than batches of 20.
const maxBatchSize = 20
const maxPrefetchedBytes = 2 * 1024 * 1024
// A network drive may never respond. The file itself is sent then, and the stall detector limits the time.
const readTimeoutMs = 5_000

/**
 * Reads small files ahead of their turns, some twenty at once: a browser asks another process for every file that it
 * reads, slices or sends, which takes longer than the bytes. What was read is what was chosen: browsers refuse to read a
 * file that has changed since, whereas Chromium sends one with its new bytes.
 *
 * @param upcoming ids of the next uploads, in the order of their turns
 * @param sourceOf what an upload sends
 */
export function createSmallFileReader(
  upcoming: () => Iterable<string>,
  sourceOf: (uploadId: string) => Blob | undefined,
) {
  // Copied with each batch: see `createSignBatcher`.
  let prefetched = new Map<string, PrefetchedFile>()
  const readSoon = createBatcher<Blob, Bytes | undefined>({
    maxSize: Infinity,
    send: async (sources) => readWithNext(sources),
  })

  /** The next small files of the queue, at most `maxCount`; they are prefetched from here on. */
  function takeNext(maxCount: number) {
    const next: { source: Blob; file: PrefetchedFile }[] = []
    let room = maxPrefetchedBytes
    let large = 0
    prefetched = new Map(prefetched)
    for (const uploadId of upcoming()) {
      const source = sourceOf(uploadId)
      if (!isSmall(source)) {
        // More of them than there are slots for large files: no small ones follow.
        if (large++ > maxPrefetched) break
        continue
      }
      room -= source.size
      if (room < 0 || prefetched.size >= maxPrefetched || next.length >= maxCount) break
      if (prefetched.has(uploadId)) continue
      const file = createPrefetched()
      prefetched.set(uploadId, file)
      next.push({ source, file })
    }
    return next
  }

  async function readWithNext(sources: readonly Blob[]) {
    const next = takeNext(maxBatchSize)
    const bytes = await readBatch([...sources, ...next.map(({ source }) => source)])
    next.forEach(({ file }, index) => file.resolve(bytes[sources.length + index]))
    return bytes
  }

  function prefetchMore() {
    if (prefetched.size > maxPrefetched - prefetchStep) return
    const next = takeNext(prefetchStep)
    for (let start = 0; start < next.length; start += maxBatchSize) {
      const batch = next.slice(start, start + maxBatchSize)
      void readBatch(batch.map(({ source }) => source)).then((bytes) =>
        batch.forEach(({ file }, index) => file.resolve(bytes[index])),
      )
    }
  }

  return {
    /** The bytes of a small file; `undefined` for a large one, and for one that cannot be read. */
    async read(uploadId: string, source: Blob): Promise<Bytes | undefined> {
      if (!isSmall(source)) return undefined
      const early = prefetched.get(uploadId)
      if (!early) return readSoon(source)
      prefetched.delete(uploadId)
      prefetchMore()
      return early.promise
    },
    /** Drops prefetched bytes. */
    forget(uploadId: string) {
      prefetched.delete(uploadId)
    },
  }
}

function createPrefetched(): PrefetchedFile {
  let resolve: PrefetchedFile['resolve'] = () => undefined
  const promise = new Promise<Bytes | undefined>((fulfil) => {
    resolve = fulfil
  })
  return { promise, resolve }
}

function isSmall(source: Blob | undefined): source is Blob {
  return source !== undefined && source.size < maxSmallFileSize
}

async function readBatch(sources: readonly Blob[]): Promise<readonly (Bytes | undefined)[]> {
  const all = await readBlobs(sources)
  // One that cannot be read fails the batch: then each is read by itself.
  if (!all) return Promise.all(sources.map((source) => readBlobs([source])))
  let start = 0
  return sources.map(({ size }) => all.subarray(start, (start += size)))
}

async function readBlobs(sources: readonly Blob[]): Promise<Bytes | undefined> {
  const buffer = await withTimeoutFallback<ArrayBuffer | undefined>(
    () => new Blob([...sources]).arrayBuffer(),
    undefined,
    readTimeoutMs,
  )
  return buffer && new Uint8Array(buffer)
}
