import { withTimeoutFallback } from '../../lib/time.ts'

/** The bytes of a small file, as they were when it was chosen. */
export type FileBytes = Uint8Array<ArrayBuffer>

type Reading = { source: Blob; settle(bytes: FileBytes | undefined): void }

const smallFileLimit = 64 * 1024
// Reading takes a while where much is going on: with forty ahead half of ten thousand had to wait.
const mostAhead = 120
// What is ahead shrinks by so many before more are asked for.
const topUpBy = 40
// Measured: of a hundred in one go each costs more than of twenty, as does each alone.
const readAtOnce = 20
const mostBytesAhead = 2 * 1024 * 1024
// A network drive may never answer. Then the files go as they are, and whoever sends them watches the time.
const patienceMs = 5_000

/**
 * Reads small files ahead of their turns, some twenty in one go: a browser asks another process for every file that it
 * reads, slices or sends, which takes longer than the bytes. What was read is what was chosen: browsers refuse to read
 * a file that has changed since, where Chromium would send one with its new bytes.
 *
 * @param upcoming ids of the uploads to come, in the order of their turns
 * @param sourceOf what an upload sends
 */
export function createSmallFileReader(
  upcoming: () => Iterable<string>,
  sourceOf: (uploadId: string) => Blob | undefined,
) {
  // A new map with each reading: see `lazyMap`.
  let ahead = new Map<string, Promise<FileBytes | undefined>>()
  let wanted: Reading[] = []

  /** Those whose turns come next, no more than may be ahead. */
  function nextInQueue(most: number): readonly Reading[] {
    const next: Reading[] = []
    let room = mostBytesAhead
    let large = 0
    ahead = new Map(ahead)
    for (const uploadId of upcoming()) {
      const source = sourceOf(uploadId)
      if (!isSmall(source)) {
        // More of them than there are turns of the largest: from here on there is no other.
        if (large++ > mostAhead) break
        continue
      }
      room -= source.size
      if (room < 0 || ahead.size >= mostAhead || next.length >= most) break
      if (ahead.has(uploadId)) continue
      const reading = new Promise<FileBytes | undefined>((settle) => {
        next.push({ source, settle })
      })
      ahead.set(uploadId, reading)
    }
    return next
  }

  function readWanted() {
    const asking = wanted
    wanted = []
    void readBatch([...asking, ...nextInQueue(readAtOnce)])
  }

  /** The next are read while there are many yet. */
  function readMore() {
    if (ahead.size > mostAhead - topUpBy) return
    const next = nextInQueue(topUpBy)
    for (let start = 0; start < next.length; start += readAtOnce) {
      void readBatch(next.slice(start, start + readAtOnce))
    }
  }

  function ask(source: Blob): Promise<FileBytes | undefined> {
    if (wanted.length === 0) queueMicrotask(readWanted)
    return new Promise((settle) => {
      wanted.push({ source, settle })
    })
  }

  return {
    /** The bytes of a small file; `undefined` of a large one, and of one that cannot be read. */
    async read(uploadId: string, source: Blob): Promise<FileBytes | undefined> {
      if (!isSmall(source)) return undefined
      const early = ahead.get(uploadId)
      if (!early) return ask(source)
      ahead.delete(uploadId)
      readMore()
      return early
    },
    /** Forgets what was read ahead. */
    forget(uploadId: string) {
      ahead.delete(uploadId)
    },
  }
}

function isSmall(source: Blob | undefined): source is Blob {
  return source !== undefined && source.size < smallFileLimit
}

async function readBatch(readings: readonly Reading[]) {
  const all = await readBlobs(readings.map(({ source }) => source))
  let start = 0
  for (const { source, settle } of readings) {
    const end = start + source.size
    if (all) settle(all.subarray(start, end))
    // One that cannot be read spoils it for all: each is asked for by itself.
    else void readBlobs([source]).then(settle)
    start = end
  }
}

async function readBlobs(sources: readonly Blob[]): Promise<FileBytes | undefined> {
  const buffer = await withTimeoutFallback<ArrayBuffer | undefined>(
    () => new Blob([...sources]).arrayBuffer(),
    undefined,
    patienceMs,
  )
  return buffer && new Uint8Array(buffer)
}
