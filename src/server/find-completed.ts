import { unquoteEtag } from './unquote-etag.ts'
import type { RequestContext } from './request-context.ts'
import type { ClientPart } from './routes/check-parts.ts'
import { isFileIdOf } from './file-id.ts'
import { couldMatchParts } from './matches-parts.ts'
import { toStoredFile } from './require-owned-file.ts'
import { partCount } from './part-size.ts'
import type { PartsToken } from './multipart-token.ts'
import type { StoredFile } from './stored-file.ts'

/**
 * The file that an upload which is gone has become, if it was completed and not given up.
 *
 * @param claimed what the client has sent: a file of other parts is not what it asks for
 */
export async function findCompleted(
  { owned, request, settings }: RequestContext,
  upload: PartsToken,
  claimed: readonly ClientPart[] = [],
): Promise<StoredFile | undefined> {
  const { key, size } = upload
  const object = isFileIdOf(owned, key) ? await settings.store.head(key, request.signal) : undefined
  if (object?.size !== size) return undefined
  const etags = new Map(claimed.map(({ number, etag }) => [number, unquoteEtag(etag)]))
  const inOrder = Array.from({ length: partCount(size, upload.partSize) }, (_, at) => etags.get(at + 1) ?? '')
  return (await couldMatchParts(settings.s3, object, inOrder)) ? toStoredFile(owned, key, object) : undefined
}
