import type { WireFile } from '../backends/s3/wire.ts'
import { UploadError } from '../errors.ts'
import { fileKindOf } from '../model/file-kind.ts'
import type { FileStatus } from '../model/file-status.ts'
import type { VideoMetadata } from '../model/remote-file.ts'
import { createdAtOf, isFileIdOf } from './file-id.ts'
import { fromObjectMetadata, type StoredFile } from './file-record.ts'
import { readManifest } from './frames.ts'
import type { RequestContext } from './options.ts'
import { signDownload } from './presign.ts'
import { badRequest } from './request-body.ts'
import type { StoredObject } from './s3-store.ts'

/** The owner's file; a 404 does not reveal whether another owner has one of that id. */
export async function requireOwnedFile(context: RequestContext, id: string): Promise<StoredFile> {
  const file = await findOwnedFile(context, id)
  if (file !== undefined) return file
  const message =
    'There is no such file: it was never uploaded, its upload has not finished, or it was deleted. Upload it again.'
  throw new UploadError('not-found', message, { status: 404 })
}

/** The owner's file, if it exists. */
export async function findOwnedFile(context: RequestContext, id: string): Promise<StoredFile | undefined> {
  const { keyPrefix, request, settings } = context
  if (!isFileIdOf(keyPrefix, id)) return undefined
  const object = await settings.store.head(id, request.signal)
  return object && toStoredFile(keyPrefix, id, object)
}

/** The `id` parameter of the query; 400 where it is missing. */
export function requireId({ query }: RequestContext): string {
  const id = query.get('id')
  if (!id) throw badRequest('the query must contain an id')
  return id
}

/** Combines an object with the record in its metadata. */
export function toStoredFile(keyPrefix: string, id: string, object: StoredObject): StoredFile {
  const { name = id.slice(keyPrefix.length), ...record } = fromObjectMetadata(object.metadata)
  return {
    id,
    name,
    size: object.size,
    contentType: object.contentType,
    contentEncoding: object.contentEncoding,
    ...record,
    etag: object.hasOpaqueEtag ? undefined : object.etag,
    createdAt: createdAtOf(keyPrefix, id),
    updatedAt: object.updatedAt,
  }
}

/**
 * The error of a file whose content is not as long as announced; `undefined` for a whole file. Some stores keep a body
 * that was cut off as an object.
 */
export function incompleteError({ size, signedSize = size }: StoredFile): UploadError | undefined {
  if (size === signedSize) return undefined
  const message = `The upload is incomplete: the store has ${size} of ${signedSize} bytes. Upload the file again.`
  return new UploadError('checksum', message, { status: 409 })
}

type ProcessingState = {
  status: FileStatus
  error?: string | undefined
  video?: VideoMetadata | undefined
  updatedAt?: Date | undefined
}

/**
 * A file's status: `failed` if its content is incomplete, that of its worker where the application processes it, else
 * `completed`.
 */
export async function readState(context: RequestContext, file: StoredFile): Promise<ProcessingState> {
  const { request, settings } = context
  const { updatedAt } = file
  const incomplete = incompleteError(file)
  if (incomplete) return { status: 'failed', error: incomplete.message, updatedAt }
  if (!settings.isProcessed?.(file)) return { status: 'completed', updatedAt }
  const stored = await readManifest(settings.store, file.id, request.signal)
  if (stored === undefined) return { status: 'pending', updatedAt }
  const { status, error, video } = stored.manifest
  return { status, error, video, updatedAt: stored.updatedAt ?? updatedAt }
}

/** The wire record of a file, with its status and, unless its content is incomplete, a fresh download URL. */
export async function toWireFile(context: RequestContext, file: StoredFile): Promise<WireFile> {
  const { bucket, downloadUrlTtl, signer } = context.settings
  const [state, download] = await Promise.all([
    readState(context, file),
    incompleteError(file) ? undefined : signDownload(signer, { bucket, file, ttlSeconds: downloadUrlTtl }),
  ])
  const { contentEncoding: _encoding, signedSize: _size, ...wire } = file
  return { ...wire, kind: fileKindOf(file.contentType), ...state, ...download }
}
