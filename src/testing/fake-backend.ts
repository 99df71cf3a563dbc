import type { Backend } from '../backends/backend.ts'
import { createAbortError, UploadError } from '../errors.ts'
import { sleep } from '../lib/time.ts'
import { fileKindOf } from '../model/file-kind.ts'
import type { FilePage, FileQuery, RemoteFile } from '../model/remote-file.ts'
import type { Checksum, SignedUpload, UploadIntent } from '../model/upload-target.ts'
import type { VideoFrames } from '../model/video-frames.ts'
import { createFakeMultipart } from './fake-multipart.ts'

/** Options of `createFakeBackend`. */
export type FakeBackendOptions = {
  /** @default 'fake' */
  name?: string
  /** Duration of every call in milliseconds. @default 0 */
  latencyMs?: number
  /** How long a file is `processing` after it was confirmed, in milliseconds. @default 0 */
  processingMs?: number
  /** Files that exist from the start. */
  files?: readonly RemoteFile[]
  /** Frames by file id. @default none */
  frames?: Readonly<Record<string, VideoFrames>>
  /** Returns the error of a rejected file; `undefined` accepts it. */
  refuse?: (intent: UploadIntent) => UploadError | undefined
  /** Returns the error message of a failed processing; `undefined` lets it succeed. */
  failProcessing?: (file: RemoteFile) => string | undefined
  /** Digest of the whole file that the uploader must compute. */
  contentHash?: 'sha-256'
  /** @default 50 */
  maxBatchSize?: number
  /** Minimum size in bytes of a multipart upload. @default Infinity */
  multipartThreshold?: number
  /** Size of a part in bytes; the uploader's preference is ignored. @default 8 MiB */
  partSize?: number
  /**
   * Digest of each request that the uploader must compute. It is required but not verified: the fake receives no
   * bytes.
   */
  checksum?: Checksum
}

/**
 * A backend in memory for tests and stories: it signs, stores, lists, processes and removes files without a server.
 * Its URLs do not exist; send the bytes with `createScriptedTransfer`.
 *
 * It does not see the bytes of a transfer. `complete` of a `multipart` target therefore accepts the reported parts if
 * none is missing, and `listParts` returns those that `sent` was called for:
 *
 * @example
 * const backend = createFakeBackend({ multipartThreshold: 20_000_000 })
 * const transfer = createScriptedTransfer({ bytesPerSecond: 1e6 }, backend.sent)
 */
export function createFakeBackend(options: FakeBackendOptions = {}) {
  const { latencyMs = 0, multipartThreshold = Infinity, partSize = 8 * 1024 ** 2, checksum } = options
  const files = createFakeFiles(options)
  const wait = (signal?: AbortSignal) =>
    sleep(latencyMs, signal).catch((reason: unknown) => {
      throw createAbortError(reason)
    })
  const multipart = createFakeMultipart({ partSize, checksum, wait, files })

  function signOne(intent: UploadIntent): SignedUpload | UploadError {
    const rejection = options.refuse?.(intent)
    if (rejection) return rejection
    const file = newFile(intent)
    const isUnhashed = checksum !== undefined && intent.checksum === undefined && intent.size > 0
    if (intent.size >= multipartThreshold || isUnhashed) return multipart.start(file, intent.size)
    return { target: { type: 'put', url: `https://store.invalid/${file.id}`, headers: {} }, file }
  }

  const backend = {
    name: options.name ?? 'fake',
    contentHash: options.contentHash,
    checksum: checksum,
    maxBatchSize: options.maxBatchSize ?? 50,
    async sign(intents, { signal }) {
      await wait(signal)
      return intents.map(signOne)
    },
    async confirm({ file }, _response, { signal }) {
      await wait(signal)
      return files.complete(file)
    },
    async resume(token, { signal }) {
      await wait(signal)
      return multipart.resume(token)
    },
    async status(fileId, { signal }) {
      await wait(signal)
      const { status, error, updatedAt } = files.get(fileId)
      return { fileId, status, error, updatedAt }
    },
    async get(fileId, { signal }) {
      await wait(signal)
      return files.get(fileId)
    },
    async list(query, { signal }) {
      await wait(signal)
      return files.list(query)
    },
    async remove(fileId, { signal }) {
      await wait(signal)
      files.remove(fileId)
    },
    async frames(fileId, { signal }) {
      await wait(signal)
      files.requireFile(fileId)
      return options.frames?.[fileId] ?? { fileId, frameCount: 0, frames: [], complete: true }
    },
  } satisfies Backend

  /** Reports that the bytes of a part's URL were received, so that `listParts` returns the part. */
  return { ...backend, sent: multipart.sent }
}

function newFile(intent: UploadIntent): RemoteFile {
  const { name, size, contentType, contentHash } = intent
  return {
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
}

export type FakeFiles = ReturnType<typeof createFakeFiles>

/** Files in memory, whose processing ends `processingMs` after they were completed. */
function createFakeFiles({ files = [], processingMs = 0, failProcessing }: FakeBackendOptions) {
  const stored = new Map(files.map((file) => [file.id, file]))
  const readyAt = new Map<string, number>()

  function requireFile(id: string): RemoteFile {
    const file = stored.get(id)
    if (!file) throw new UploadError('not-found', 'There is no such file.')
    return file
  }

  /** The file with its current status. */
  function get(id: string): RemoteFile {
    const file = requireFile(id)
    if (file.status !== 'processing' || (readyAt.get(id) ?? Infinity) > Date.now()) return file
    const error = failProcessing?.(file)
    const status = error ? 'failed' : 'completed'
    const processed: RemoteFile = { ...file, status, error, updatedAt: new Date() }
    stored.set(id, processed)
    return processed
  }

  return {
    get,
    requireFile,
    /** Stores a file, which is processed from now on. */
    complete(file: RemoteFile): RemoteFile {
      stored.set(file.id, { ...file, status: 'processing' })
      readyAt.set(file.id, Date.now() + processingMs)
      return get(file.id)
    },
    /** A page, newest first. */
    list({ kind, limit = 50, cursor = '0' }: FileQuery): FilePage {
      const all = [...stored.keys()].map(get).filter((file) => kind === undefined || file.kind === kind)
      const end = Number(cursor) + limit
      const page = all.reverse().slice(Number(cursor), end)
      return { files: page, nextCursor: end < all.length ? String(end) : undefined, total: all.length }
    },
    remove(id: string): void {
      requireFile(id)
      stored.delete(id)
    },
  }
}
