import { UploadError } from '../../errors.ts'
import { localUrlExpiry } from '../../lib/url-expiry.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { FileStatus } from '../../model/file-status.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import type { Backend } from '../backend.ts'
import { signEach, storageUrl } from '../vendor-backend.ts'
import type { PerseusClient } from './client.ts'
import type { PerseusFile } from './schemas.ts'
import { findExisting } from './upload-file.ts'

/** Options of `perseusBackend`. */
export type PerseusBackendOptions = {
  /**
   * Milliseconds after which a file of the same content that is still `pending` counts as abandoned, for example by a page
   * that was closed: it is deleted and created again. @default 3_600_000, as long as Perseus' own client waits
   */
  abandonedAfterMs?: number | undefined
}

/** A backend with every method that Perseus' API supports. */
export type PerseusBackend = Backend & Required<Pick<Backend, 'status' | 'get' | 'find' | 'remove'>>

/**
 * The backend of Perseus. The same content is uploaded once:
 *
 * - If Perseus has it already, no bytes are sent, and the existing file is the result.
 * - If another upload of it is in progress, no bytes are sent, and this upload waits for that one.
 * - If it failed, if this upload itself was interrupted or if the other one was abandoned, that file is deleted and
 *   created again, and the bytes are sent.
 *
 * Files can be found by id and by hash, and cannot be listed.
 */
export function perseusBackend(client: PerseusClient, options: PerseusBackendOptions = {}): PerseusBackend {
  const { abandonedAfterMs = 3_600_000 } = options
  const known = createKnownFiles()
  const signOne = createSigner(client, known, abandonedAfterMs)

  async function get(fileId: string, call: CallOptions): Promise<RemoteFile> {
    const file = await client.findFile(fileId, call)
    if (file) return known.toRemoteFile(file)
    throw new UploadError('not-found', `Perseus has no file ${fileId}. It may have been deleted.`)
  }

  return {
    name: 'perseus',
    scope: client.baseUrl,
    contentHash: 'sha-256',
    sign: (intents, call) => signEach(intents, (intent) => signOne(intent, call)),
    async status(fileId, call) {
      const { status } = await get(fileId, call)
      return { fileId, status }
    },
    get,
    async find({ ids = [], contentHashes = [] }, call) {
      // One request each: whether both together widen or narrow the search is not documented. An empty query might
      // return every file, so it is not sent.
      const queries = [{ ids }, { sourceHashes: contentHashes }].filter(
        (query) => Object.values(query).flat().length > 0,
      )
      const found = (await Promise.all(queries.map((query) => client.findFiles(query, call)))).flat()
      return [...new Map(found.map((file) => [file.id, known.toRemoteFile(file)])).values()]
    },
    async remove(fileId, call) {
      await client.deleteFile(fileId, call)
      known.remove(fileId)
    },
  }
}

/** Signs one file: creates it, again if there is an abandoned one, or returns the one that exists. */
function createSigner(client: PerseusClient, known: KnownFiles, abandonedAfterMs: number) {
  async function create(intent: UploadIntent, contentHash: string, call: CallOptions): Promise<SignedUpload> {
    const { file: created, uploadUrl } = await client.createFile(intent.name, contentHash, call)
    known.add(created.id, intent, intent.uploadId)
    const file = known.toRemoteFile(created)
    if (uploadUrl === undefined) return { target: { type: 'none' }, file }
    // As the vendor's own client sends all bytes, since the URL may be signed for it.
    const headers = { 'content-type': 'application/octet-stream' }
    const expiresAt = localUrlExpiry(client, uploadUrl)
    return { target: { type: 'put', url: storageUrl(uploadUrl), headers, expiresAt }, file }
  }

  /** Whether nothing is being uploaded to a file any more, so that it has to be created again. */
  function isAbandoned({ id, status, createdAt }: PerseusFile, { uploadId }: UploadIntent): boolean {
    switch (status) {
      case 'uploaded':
        return false
      case 'failed':
        return true
      case 'pending':
        return (
          known.isCreatedBy(uploadId, id) ||
          Date.now() - client.toLocalTime(createdAt).getTime() > abandonedAfterMs
        )
      default:
        return status satisfies never
    }
  }

  return async (intent: UploadIntent, call: CallOptions): Promise<SignedUpload> => {
    const { contentHash } = intent
    if (contentHash === undefined) throw new TypeError('Perseus needs the SHA-256 of the file.')
    try {
      return await create(intent, contentHash, call)
    } catch (error) {
      if (!isCode(error, 'duplicate')) throw error
    }
    const existing = await findExisting(client, contentHash, call)
    if (isAbandoned(existing, intent)) {
      await client.deleteFile(existing.id, call).catch((error: unknown) => {
        if (!isCode(error, 'not-found')) throw conflictError(existing, error)
      })
      known.remove(existing.id)
      return create(intent, contentHash, call)
    }
    if (!known.has(existing.id)) known.add(existing.id, intent)
    return { target: { type: 'none' }, file: known.toRemoteFile(existing) }
  }
}

type KnownFile = Pick<RemoteFile, 'size' | 'contentType' | 'kind' | 'contentHash'> & {
  /** Id of the upload that created the file; `undefined` if none of these did. */
  createdBy: string | undefined
}

type KnownFiles = ReturnType<typeof createKnownFiles>

/** The files that were signed here, with their properties that the API does not return. */
function createKnownFiles() {
  const known = new Map<string, KnownFile>()
  return {
    has: (fileId: string) => known.has(fileId),
    add(fileId: string, { size, contentType, contentHash }: UploadIntent, createdBy?: string) {
      known.set(fileId, { size, contentType, kind: fileKindOf(contentType), contentHash, createdBy })
    },
    remove: (fileId: string) => known.delete(fileId),
    isCreatedBy: (uploadId: string, fileId: string) => known.get(fileId)?.createdBy === uploadId,
    toRemoteFile(file: PerseusFile): RemoteFile {
      const { createdBy: _, ...properties } = known.get(file.id) ?? {}
      const { id, name, createdAt } = file
      return { ...properties, id, name, status: statusOf(file), createdAt, raw: file }
    },
  }
}

function statusOf({ status }: PerseusFile): FileStatus {
  switch (status) {
    case 'pending':
      return 'processing'
    case 'uploaded':
      return 'completed'
    case 'failed':
      return 'failed'
    default:
      return status satisfies never
  }
}

function isCode(error: unknown, code: UploadError['code']): boolean {
  return error instanceof UploadError && error.code === code
}

function conflictError({ id }: PerseusFile, cause: unknown): UploadError {
  const message = `An earlier upload of this content failed and could not be deleted. Delete the file ${id}, then try again.`
  return new UploadError('processing-failed', message, { cause })
}
