import type { Backend } from '../backends/backend.ts'
import { createAbortError, UploadError } from '../errors.ts'
import { sleep } from '../lib/time.ts'
import { fileKindOf } from '../model/file-kind.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { Checksum, UploadIntent } from '../model/upload-target.ts'
import type { VideoFrames } from '../model/video-frames.ts'
import { createFakeParts } from './fake-multipart.ts'

/** How a fake backend behaves. */
export type FakeBackendOptions = {
  /** @default 'fake' */
  name?: string
  /** Milliseconds that every call takes. @default 0 */
  latencyMs?: number
  /** Milliseconds that a file is `processing` once it has arrived. @default 0, ready at once */
  processingMs?: number
  /** Files that are there from the start. */
  files?: readonly RemoteFile[]
  /** Frames by file id. A video without any here has none. */
  frames?: Readonly<Record<string, VideoFrames>>
  /** Why a file is refused before it is signed; `undefined` takes it. */
  refuse?: (intent: UploadIntent) => UploadError | undefined
  /** Why processing a file fails; `undefined` lets it succeed. */
  failProcessing?: (file: RemoteFile) => string | undefined
  /** Asks the engine for a digest, as some backends do. */
  contentHash?: 'sha-256'
  /** @default 50 */
  maxBatchSize?: number
  /** Bytes from which on a file goes in parts. @default Infinity, never */
  multipartThreshold?: number
  /** Bytes of a part; what the engine prefers is not heeded. @default 8 MiB */
  partSize?: number
  /** Asks the engine for digests of what it sends. They must be there; nobody checks them, for no bytes arrive. */
  checksum?: Checksum
}

/**
 * A backend in memory, for tests and stories: it signs, keeps, lists, processes and forgets files without a
 * server. Its URLs lead nowhere; send the bytes with `createScriptedTransfer`.
 *
 * It cannot see what a transfer sends. `complete` of a `parts` target therefore believes what it is told of parts, if
 * only none is missing, and `listParts` knows of those that `sent` was called for:
 *
 * @example
 * const backend = createFakeBackend({ multipartThreshold: 20_000_000 })
 * const transfer = createScriptedTransfer({ bytesPerSecond: 1e6 }, backend.sent)
 */
export function createFakeBackend(options: FakeBackendOptions = {}) {
  const {
    latencyMs = 0,
    processingMs = 0,
    multipartThreshold = Infinity,
    partSize = 8 * 1024 ** 2,
    checksum,
  } = options
  const files = new Map((options.files ?? []).map((file) => [file.id, file]))
  const readyAt = new Map<string, number>()
  const wait = (signal?: AbortSignal) =>
    sleep(latencyMs, signal).catch((reason: unknown) => {
      throw createAbortError(reason)
    })

  function known(id: string): RemoteFile {
    const file = files.get(id)
    if (!file) throw new UploadError('not-found', 'There is no such file.')
    return file
  }

  /** The file as of now: time is what finishes its processing. */
  function current(id: string): RemoteFile {
    const file = known(id)
    if (file.status !== 'processing' || (readyAt.get(id) ?? Infinity) > Date.now()) return file
    const error = options.failProcessing?.(file)
    const processed: RemoteFile = {
      ...file,
      status: error ? 'failed' : 'completed',
      error,
      updatedAt: new Date(),
    }
    files.set(id, processed)
    return processed
  }

  function complete(file: RemoteFile): RemoteFile {
    files.set(file.id, { ...file, status: 'processing' })
    readyAt.set(file.id, Date.now() + processingMs)
    return current(file.id)
  }

  const parts = createFakeParts({ partSize, checksum, wait, complete, current })

  const backend = {
    name: options.name ?? 'fake',
    contentHash: options.contentHash,
    checksum: checksum,
    maxBatchSize: options.maxBatchSize ?? 50,
    async sign(intents, { signal }) {
      await wait(signal)
      return intents.map((intent) => {
        const refusal = options.refuse?.(intent)
        if (refusal) return refusal
        const { name, size, contentType, contentHash } = intent
        const file: RemoteFile = {
          id: `file-${intent.uploadId}`,
          name,
          size,
          contentType,
          kind: fileKindOf(contentType),
          status: 'pending',
          contentHash,
          createdAt: new Date(),
          raw: intent,
        }
        const isUnhashed = checksum !== undefined && intent.checksum === undefined && size > 0
        if (size >= multipartThreshold || isUnhashed) return parts.begin(file, size)
        return { target: { type: 'put', url: `https://store.invalid/${file.id}`, headers: {} }, file }
      })
    },
    async confirm({ file }, _answer, { signal }) {
      await wait(signal)
      return complete(file)
    },
    async resume(token, { signal }) {
      await wait(signal)
      return parts.reopen(token)
    },
    async status(fileId, { signal }) {
      await wait(signal)
      const { status, error, updatedAt } = current(fileId)
      return { fileId, status, error, updatedAt }
    },
    async get(fileId, { signal }) {
      await wait(signal)
      return current(fileId)
    },
    async list({ kind, limit = 50, cursor = '0' }, { signal }) {
      await wait(signal)
      const all = [...files.keys()].map(current).filter((file) => kind === undefined || file.kind === kind)
      const end = Number(cursor) + limit
      const page = all.reverse().slice(Number(cursor), end)
      return { files: page, nextCursor: end < all.length ? String(end) : undefined, total: all.length }
    },
    async remove(fileId, { signal }) {
      await wait(signal)
      known(fileId)
      files.delete(fileId)
    },
    async frames(fileId, { signal }) {
      await wait(signal)
      known(fileId)
      const frames = options.frames?.[fileId]
      if (frames) return frames
      return { fileId, frameCount: 0, frames: [], complete: true }
    },
  } satisfies Backend

  /** Says that the bytes of a part's URL have arrived, so that `listParts` knows of it. */
  return { ...backend, sent: parts.sent }
}
