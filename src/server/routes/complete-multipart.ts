import { CompletePartsRequest } from '../../backends/s3/schemas.ts'
import { UploadError } from '../../errors.ts'
import type { RequestContext } from '../request-context.ts'
import { checkParts, type ClientPart } from './check-parts.ts'
import { toWireFile } from '../wire-file.ts'
import { findCompleted } from '../find-completed.ts'
import { jsonResponse } from '../json-response.ts'
import { couldMatchParts } from '../matches-parts.ts'
import type { StoredPart } from '../multipart-store.ts'
import { toStoredFile } from '../require-owned-file.ts'
import { noSuchUpload, openParts, type PartsToken } from '../multipart-token.ts'
import { readJsonBody } from '../read-json-body.ts'
import type { StoredFile } from '../stored-file.ts'

// Ten thousand parts, the longest ETags that are known.
const mostBytes = 4 * 1024 ** 2

/** `POST complete-multipart`: makes the parts one file, then does as `confirm` does. */
export async function completeParts(call: RequestContext): Promise<Response> {
  const { resumeToken, parts } = await readJsonBody(call.request, CompletePartsRequest, mostBytes)
  const file = await completed(call, openParts(call, resumeToken), parts)
  await call.settings.onUploaded?.(file, { owner: call.owner, request: call.request })
  return jsonResponse(await toWireFile(call, file))
}

async function completed(
  call: RequestContext,
  upload: PartsToken,
  claimed: readonly ClientPart[],
): Promise<StoredFile> {
  const { multipart } = call.settings.store
  const stored = await multipart.list(upload, call.request.signal)
  if (stored !== undefined) {
    checkParts(upload, stored, claimed)
    if (await multipart.complete(upload, stored)) return verified(call, upload, stored)
  }
  // Somebody whose answer got lost has completed it before, or it was given up.
  const file = await findCompleted(call, upload, claimed)
  if (file === undefined) throw noSuchUpload()
  return file
}

/** The file, once the store is seen to have made of the parts what was sent: its answer alone says too little. */
async function verified(
  { owned, settings }: RequestContext,
  { key, size }: PartsToken,
  parts: readonly StoredPart[],
): Promise<StoredFile> {
  const object = await settings.store.head(key)
  if (object === undefined) {
    const message =
      'The file store did not do what it was asked (CompleteMultipartUpload). Try again in a moment.'
    throw new UploadError('server-error', message, { status: 502 })
  }
  const etags = parts.map(({ etag }) => etag)
  if (object.size === size && (await couldMatchParts(settings.s3, object, etags)))
    return toStoredFile(owned, key, object)
  await settings.store.remove(key)
  const message =
    'The store made another file of the parts than was sent, so it was removed. Upload the file again.'
  throw new UploadError('checksum', message, { status: 409 })
}
