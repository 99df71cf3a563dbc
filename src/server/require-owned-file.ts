import { UploadError } from '../errors.ts'
import type { RequestContext } from './request-context.ts'
import { createdAtOf, isFileIdOf } from './file-id.ts'
import { fromObjectMetadata } from './file-record.ts'
import { badRequest } from './parse-input.ts'
import type { StoredObject } from './store.ts'
import type { StoredFile } from './stored-file.ts'

/** The owner's file; 404 where there is none, told in the same words where it is somebody else's. */
export async function requireOwnedFile(call: RequestContext, id: string): Promise<StoredFile> {
  const file = await findOwnFile(call, id)
  if (file !== undefined) return file
  const message =
    'There is no such file: it was never uploaded, its upload has not finished, or it was deleted. Upload it again.'
  throw new UploadError('not-found', message, { status: 404 })
}

/** The owner's file if it is there. */
export async function findOwnFile(call: RequestContext, id: string): Promise<StoredFile | undefined> {
  const { owned, request, settings } = call
  if (!isFileIdOf(owned, id)) return undefined
  const object = await settings.store.head(id, request.signal)
  return object && toStoredFile(owned, id, object)
}

/** The `id` in the query; 400 where there is none. */
export function idOf(call: RequestContext): string {
  const id = call.query.get('id')
  if (!id) throw badRequest('the query must hold an id')
  return id
}

/** An object and what its metadata says. */
export function toStoredFile(owned: string, id: string, object: StoredObject): StoredFile {
  const { name = id.slice(owned.length), ...record } = fromObjectMetadata(object.metadata)
  return {
    id,
    name,
    size: object.size,
    contentType: object.contentType,
    ...record,
    createdAt: createdAtOf(owned, id),
    updatedAt: object.updatedAt,
  }
}
