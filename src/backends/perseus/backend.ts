import { UploadError } from '../../errors.ts'
import { localUrlExpiry } from '../../lib/url-expiry.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { FileStatus } from '../../model/file-status.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import type { Backend } from '../backend.ts'
import { signEach } from '../sign-each.ts'
import type { PerseusClient } from './client.ts'
import { findExisting } from './find-existing.ts'
import type { PerseusFile } from './schemas.ts'

/** Options of `perseusBackend`. */
export type PerseusBackendOptions = {
  /**
   * Milliseconds after which a file of the same content that is still `pending` counts as given up, by a page that was
   * closed, say: it is deleted, and created anew. @default 3_600_000, which is how long Perseus' own client waits
   */
  abandonedAfterMs?: number
}

/** What this backend was asked to upload, none of which the wire gives back. */
type Facts = Pick<RemoteFile, 'size' | 'contentType' | 'kind' | 'contentHash'> & { beganBy?: string }

/**
 * Perseus' files as a backend. The same content is uploaded once:
 *
 * - Where Perseus has it already, no byte is sent, and the file that has it is the upload's.
 * - Where somebody else is about to send it, no byte is sent, and the upload lasts until theirs has arrived.
 * - Where it failed, where this very upload was interrupted or where whoever began it must have given up, that file
 *   is deleted and created anew, and the bytes are sent.
 *
 * It finds files by id and by hash, and cannot list them.
 */
export function perseusBackend(client: PerseusClient, options: PerseusBackendOptions = {}) {
  const { abandonedAfterMs = 3_600_000 } = options
  const known = new Map<string, Facts>()

  function remoteFile(file: PerseusFile): RemoteFile {
    const { beganBy: _ours, ...facts } = known.get(file.id) ?? {}
    const { id, name, createdAt } = file
    return { ...facts, id, name, status: statusOf(file), createdAt, raw: file }
  }

  async function create(intent: UploadIntent, contentHash: string, call: CallOptions): Promise<SignedUpload> {
    const { file, uploadUrl } = await client.createFile(intent.name, contentHash, call)
    known.set(file.id, { ...getFileInfo(intent), beganBy: intent.uploadId })
    if (uploadUrl === undefined) return { target: { type: 'none' }, file: remoteFile(file) }
    // The type that the vendor's own client sends all bytes with, since the URL may be signed for it.
    const headers = { 'content-type': 'application/octet-stream' }
    const expiresAt = localUrlExpiry(client, uploadUrl)
    return { target: { type: 'put', url: uploadUrl, headers, expiresAt }, file: remoteFile(file) }
  }

  /** Whether no bytes will ever come to a file unless they are sent again. */
  function isDead({ id, status, createdAt }: PerseusFile, intent: UploadIntent): boolean {
    switch (status) {
      case 'uploaded':
        return false
      case 'failed':
        return true
      case 'pending':
        return (
          known.get(id)?.beganBy === intent.uploadId ||
          Date.now() - client.toLocalTime(createdAt).getTime() > abandonedAfterMs
        )
      default:
        return status satisfies never
    }
  }

  async function signOne(intent: UploadIntent, call: CallOptions): Promise<SignedUpload> {
    const { contentHash } = intent
    if (contentHash === undefined) throw new TypeError('Perseus needs the SHA-256 of what is uploaded.')
    try {
      return await create(intent, contentHash, call)
    } catch (error) {
      if (!isCode(error, 'duplicate')) throw error
    }
    const file = await findExisting(client.findFiles, contentHash, call)
    if (isDead(file, intent)) {
      await remove(file.id, call).catch((error: unknown) => {
        if (!isCode(error, 'not-found')) throw isConflict(file, error)
      })
      return create(intent, contentHash, call)
    }
    if (!known.has(file.id)) known.set(file.id, getFileInfo(intent))
    return { target: { type: 'none' }, file: remoteFile(file) }
  }

  async function get(fileId: string, call: CallOptions): Promise<RemoteFile> {
    const file = await client.findFile(fileId, call)
    if (file) return remoteFile(file)
    throw new UploadError('not-found', `Perseus has no file ${fileId} (any more).`)
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
      // One question each, since nobody tells whether both together widen or narrow the search. An empty one, which may
      // be answered with every file, is not asked.
      const questions = [{ ids }, { sourceHashes: contentHashes }].filter(
        (query) => Object.values(query).flat().length > 0,
      )
      const found = (await Promise.all(questions.map((query) => client.findFiles(query, call)))).flat()
      return [...new Map(found.map((file) => [file.id, remoteFile(file)])).values()]
    },
    remove,
  } satisfies Backend
}

function getFileInfo({ size, contentType, contentHash }: UploadIntent): Facts {
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

function isConflict({ id }: PerseusFile, cause: unknown): UploadError {
  const message = `An earlier upload of this content failed and could not be deleted. Delete the file ${id}, then try again.`
  return new UploadError('processing-failed', message, { cause })
}
