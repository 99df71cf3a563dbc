import { createHash } from 'node:crypto'
import type { Backend } from '../../src/backends/backend.ts'
import { createAbortError, UploadError } from '../../src/errors.ts'
import type { RemoteFile } from '../../src/model/remote-file.ts'
import type { Checksum, SignedUpload, UploadedPart, UploadIntent } from '../../src/model/upload-target.ts'
import type { Transfer } from '../../src/uploader/transfer/transfer.ts'
import { untilAborted } from '../support/until-aborted.ts'

/** A request that reached the store. */
type Visit = {
  id: string
  part: number | undefined
  /** Number of the attempt for this file or part, from 1. */
  attempt: number
  /** Number of the request, from 1. */
  visits: number
  signature: number
}

/** A fault of the store. */
type Fault =
  | { act: 'respond'; status: number; headers?: Record<string, string>; body?: string }
  /** The connection breaks half-way. */
  | { act: 'reset' }
  /** The bytes arrive, the response is lost. */
  | { act: 'lose-answer' }
  /** The transfer stalls. */
  | { act: 'stall' }
  /** The response hides its `ETag`, as without `ExposeHeaders` in the CORS rules of a bucket. */
  | { act: 'hide-etag' }

export type MemoryStoreOptions = {
  /** Minimum size of a multipart upload. @default Infinity */
  multipartThreshold?: number
  partSize?: number
  checksum?: Checksum
  batchSize?: number
  /** Lifetime of a URL in milliseconds. @default an hour */
  livesMs?: number
  fault?(visit: Visit): Fault | undefined
}

type Parts = { intent: UploadIntent; parts: Map<number, Uint8Array> }

export type MemoryStore = ReturnType<typeof openMemoryStore>

/** A store and its signing API in memory. */
export function openMemoryStore(options: MemoryStoreOptions = {}) {
  const { multipartThreshold = Infinity, partSize = 10, livesMs = 3_600_000 } = options
  const objects = new Map<string, Uint8Array>()
  const open = new Map<string, Parts>()
  const log: Visit[] = []
  const calls = { sign: [] as number[], signParts: [] as (readonly number[])[], complete: 0, abort: 0 }
  const hashes = new Map<string, string>()
  let signatures = 0
  let files = 0

  const urlOf = (id: string, part?: number) => {
    const url = `https://store.test/${id}?signature=${++signatures}`
    return part === undefined ? url : `${url}&part=${part}`
  }
  const expiresAt = () => new Date(Date.now() + livesMs)

  function record(id: string, intent: UploadIntent): RemoteFile {
    const { name, size, contentType } = intent
    const status = objects.has(id) ? 'completed' : 'pending'
    return { id, name, size, contentType, status, raw: undefined }
  }

  function opened(token: string): Parts {
    const found = open.get(token)
    if (!found) throw new UploadError('not-found', 'The store has no such upload.', { status: 404 })
    return found
  }

  function target(token: string): SignedUpload {
    const { intent } = opened(token)
    return {
      file: record(token, intent),
      target: {
        type: 'multipart',
        resumeToken: token,
        partSize,
        ...(options.checksum && { checksum: options.checksum }),
        async signParts(numbers, _call, given) {
          opened(token)
          calls.signParts.push(numbers)
          return numbers.map((number) => {
            const hash = given?.get(number)
            const url = urlOf(token, number)
            if (hash !== undefined) hashes.set(url, hash)
            return { number, url, headers: {}, expiresAt: expiresAt() }
          })
        },
        async listParts() {
          return listed(token)
        },
        async complete(parts) {
          calls.complete++
          if (!open.has(token) && objects.has(token)) return record(token, intent)
          const { parts: held } = opened(token)
          const count = Math.max(1, Math.ceil(intent.size / partSize))
          const wrong = parts.find(({ number, etag }) => etag !== '' && etag !== etagOf(held.get(number)))
          if (parts.length !== count || held.size !== count || wrong) {
            throw new UploadError('checksum', 'The parts at the store are others.')
          }
          const bytes = [...held].sort(([a], [b]) => a - b).flatMap(([, part]) => [...part])
          objects.set(token, Uint8Array.from(bytes))
          open.delete(token)
          return record(token, intent)
        },
        async abort() {
          calls.abort++
          open.delete(token)
        },
      },
    }
  }

  function listed(token: string): readonly UploadedPart[] {
    const { parts } = opened(token)
    return [...parts].map(([number, part]) => ({ number, size: part.length, etag: etagOf(part) }))
  }

  const backend = {
    name: 'memory',
    maxBatchSize: options.batchSize ?? 10,
    checksum: options.checksum,
    async sign(intents) {
      calls.sign.push(intents.length)
      return intents.map((intent): SignedUpload => {
        const id = `file-${++files}`
        if (intent.size >= multipartThreshold) {
          open.set(id, { intent, parts: new Map() })
          return target(id)
        }
        const url = urlOf(id)
        if (intent.checksum !== undefined) hashes.set(url, intent.checksum)
        return {
          file: record(id, intent),
          target: { type: 'put', url, headers: {}, expiresAt: expiresAt() },
        }
      })
    },
    async resume(token) {
      return target(token)
    },
    async confirm({ file }) {
      return { ...file, status: 'completed' }
    },
    async get(id) {
      const object = objects.get(id)
      if (!object) throw new UploadError('not-found', 'There is no such file.', { status: 404 })
      const etag = createHash('md5').update(object).digest('hex')
      return { id, name: id, size: object.length, etag, status: 'completed', raw: undefined }
    },
    async remove(id) {
      objects.delete(id)
    },
  } satisfies Backend

  const transfer: Transfer = async ({ url, body, size, onProgress, signal }) => {
    const { pathname, searchParams } = new URL(url)
    const id = pathname.slice(1)
    const part = searchParams.has('part') ? Number(searchParams.get('part')) : undefined
    const attempt = log.filter((past) => past.id === id && past.part === part).length + 1
    const visit = {
      id,
      part,
      attempt,
      visits: log.length + 1,
      signature: Number(searchParams.get('signature')),
    }
    log.push(visit)
    const fault = options.fault?.(visit)
    if (body instanceof FormData) throw new TypeError('This store takes no forms.')
    const bytes = await new Blob([body]).arrayBuffer().then(
      (buffer) => new Uint8Array(buffer),
      () => {
        // Browsers expose no other reason for a file that cannot be read.
        throw new UploadError('network', 'The request failed.', { url })
      },
    )
    stopIfAborted(signal)
    onProgress(Math.floor(size / 2))
    if (fault?.act === 'stall') await untilAborted(signal)
    if (fault?.act === 'reset') throw new UploadError('network', 'The connection broke.', { url })
    onProgress(size)
    if (fault?.act === 'respond') {
      const { status, headers = {}, body: text = '' } = fault
      return { status, headers: new Headers(headers), body: text }
    }
    // The bytes still arrive when the page has aborted the request.
    if (part === undefined) objects.set(id, bytes)
    else opened(id).parts.set(part, bytes)
    stopIfAborted(signal)
    if (fault?.act === 'lose-answer') throw new UploadError('network', 'The connection broke.', { url })
    const headers = new Headers(fault?.act === 'hide-etag' ? {} : { etag: etagOf(bytes) })
    return { status: 200, headers, body: '' }
  }

  return { backend, transfer, objects, open, log, calls, hashes }
}

/** An ETag that depends on the content. */
function etagOf(bytes: Uint8Array | undefined): string {
  return `"${bytes?.join(',') ?? ''}"`
}

function stopIfAborted(signal: AbortSignal) {
  if (signal.aborted) throw createAbortError(signal.reason)
}
