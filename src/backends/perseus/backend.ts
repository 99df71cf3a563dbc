import { UploadError } from '../../errors.ts'
import { localUrlExpiry } from '../../lib/url-expiry.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { FileStatus } from '../../model/file-status.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import type { Backend } from '../backend.ts'
import { signEach } from '../sign-each.ts'
import { storageUrl } from '../storage-url.ts'
import type { PerseusClient } from './client.ts'
import { findExisting } from './find-existing.ts'
import type { PerseusFile } from './schemas.ts'

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

/** Properties of the files signed here: the API returns none of them. */
type KnownFile = Pick<RemoteFile, 'size' | 'contentType' | 'kind' | 'contentHash'> & {
  uploadId?: string | undefined
}

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
  const known = new Map<string, KnownFile>()

  function remoteFile(file: PerseusFile): RemoteFile {
    const { uploadId: _, ...properties } = known.get(file.id) ?? {}
    const { id, name, createdAt } = file
    return { ...properties, id, name, status: statusOf(file), createdAt, raw: file }
  }

  async function create(intent: UploadIntent, contentHash: string, call: CallOptions): Promise<SignedUpload> {
    const { file, uploadUrl } = await client.createFile(intent.name, contentHash, call)
    known.set(file.id, { ...getFileInfo(intent), uploadId: intent.uploadId })
    if (uploadUrl === undefined) return { target: { type: 'none' }, file: remoteFile(file) }
    // As the vendor's own client sends all bytes, since the URL may be signed for it.
    const headers = { 'content-type': 'application/octet-stream' }
    const expiresAt = localUrlExpiry(client, uploadUrl)
    return { target: { type: 'put', url: storageUrl(uploadUrl), headers, expiresAt }, file: remoteFile(file) }
  }

  /** Whether nothing is being uploaded to a file any more, so that it has to be created again. */
  function isAbandoned({ id, status, createdAt }: PerseusFile, intent: UploadIntent): boolean {
    switch (status) {
      case 'uploaded':
        return false
      case 'failed':
        return true
      case 'pending':
        return (
          known.get(id)?.uploadId === intent.uploadId ||
          Date.now() - client.toLocalTime(createdAt).getTime() > abandonedAfterMs
        )
      default:
        return status satisfies never
    }
  }

  async function signOne(intent: UploadIntent, call: CallOptions): Promise<SignedUpload> {
    const { contentHash } = intent
    if (contentHash === undefined) throw new TypeError('Perseus needs the SHA-256 of the file.')
    try {
      return await create(intent, contentHash, call)
    } catch (error) {
      if (!isCode(error, 'duplicate')) throw error
    }
    const file = await findExisting(client.findFiles, contentHash, call)
    if (isAbandoned(file, intent)) {
      await remove(file.id, call).catch((error: unknown) => {
        if (!isCode(error, 'not-found')) throw conflictError(file, error)
      })
      return create(intent, contentHash, call)
    }
    if (!known.has(file.id)) known.set(file.id, getFileInfo(intent))
    return { target: { type: 'none' }, file: remoteFile(file) }
  }

  async function get(fileId: string, call: CallOptions): Promise<RemoteFile> {
    const file = await client.findFile(fileId, call)
    if (file) return remoteFile(file)
    throw new UploadError('not-found', `Perseus has no file ${fileId}. It may have been deleted.`)
  }

  async function remove(fileId: string, call: CallOptions): Promise<void> {
    await client.deleteFile(fileId, call)
    known.delete(fileId)
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
      return [...new Map(found.map((file) => [file.id, remoteFile(file)])).values()]
    },
    remove,
  }
}

function getFileInfo({ size, contentType, contentHash }: UploadIntent): KnownFile {
  return { size, contentType, kind: fileKindOf(contentType), contentHash }
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
