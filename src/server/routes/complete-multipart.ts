import { CompletePartsRequest } from '../../backends/s3/schemas.ts'
import { UploadError } from '../../errors.ts'
import { isDigest } from '../checksum-headers.ts'
import { isFileIdOf } from '../file-id.ts'
import type { StoredFile } from '../file-record.ts'
import { createUploadNotFoundError, requireOpenUpload, type MultipartToken } from '../multipart-token.ts'
import type { RequestContext } from '../options.ts'
import { toStoredFile, toWireFile } from '../owned-file.ts'
import { partCount, sizeOfPart } from '../part-size.ts'
import { badRequest, readJsonBody } from '../request-body.ts'
import { jsonResponse } from '../responses.ts'
import { couldMatchParts, type StoredPart } from '../s3-multipart-store.ts'
import { unquoteEtag } from '../store-request.ts'

/** A part as the client reports it. */
type ClientPart = { number: number; etag?: string | undefined; checksum?: string | undefined }

// Holds 10,000 parts with ETags of 64 characters and more.
const maxBytes = 4 * 1024 ** 2

/** `POST complete-multipart`: assembles the parts into a file, then does what `confirm` does. */
export async function completeMultipart(context: RequestContext): Promise<Response> {
  const { resumeToken, parts } = await readJsonBody(context.request, CompletePartsRequest, maxBytes)
  const file = await complete(context, await requireOpenUpload(context, resumeToken), parts)
  await context.settings.onUploaded?.(file, { owner: context.owner, request: context.request })
  return jsonResponse(await toWireFile(context, file))
}

async function complete(
  context: RequestContext,
  upload: MultipartToken,
  clientParts: readonly ClientPart[],
): Promise<StoredFile> {
  const { multipart } = context.settings.store
  const stored = await multipart.list(upload, context.request.signal)
  // A completed upload may be listed as one without parts.
  const completed = stored?.length === 0 ? await findCompleted(context, upload, clientParts) : undefined
  if (completed) return completed
  if (stored !== undefined) {
    assertComplete(upload, stored, clientParts)
    // S3 needs the checksum of each part. Not every store lists them.
    const checksums = new Map(clientParts.map(({ number, checksum }) => [number, checksum]))
    const parts = stored.map((part) => ({ ...part, checksum: part.checksum ?? checksums.get(part.number) }))
    if (await multipart.complete(upload, parts)) return verifyObject(context, upload, parts)
  }
  // Either an earlier call completed the upload and its response was lost, or the upload was aborted.
  const file = await findCompleted(context, upload, clientParts)
  if (file === undefined) throw createUploadNotFoundError()
  return file
}

/** Compares the assembled object with its parts: a success status alone does not guarantee its content. */
async function verifyObject(
  { keyPrefix, settings }: RequestContext,
  { key, size }: MultipartToken,
  parts: readonly StoredPart[],
): Promise<StoredFile> {
  const object = await settings.store.head(key)
  if (object === undefined) {
    const message = 'The file store failed (CompleteMultipartUpload). Try again in a moment.'
    throw new UploadError('server-error', message, { status: 502 })
  }
  const etags = parts.map(({ etag }) => etag)
  if (object.size === size && (await couldMatchParts(settings.s3, object, etags)))
    return toStoredFile(keyPrefix, key, object)
  await settings.store.remove(key)
  const message = 'The assembled file didn’t match the uploaded parts and was deleted. Upload the file again.'
  throw new UploadError('checksum', message, { status: 409 })
}

/**
 * The file that an upload became, if it was completed and not aborted.
 *
 * @param clientParts the parts that the client has sent; a file of other parts is not returned
 */
export async function findCompleted(
  { keyPrefix, request, settings }: RequestContext,
  upload: MultipartToken,
  clientParts: readonly ClientPart[] = [],
): Promise<StoredFile | undefined> {
  const { key, size } = upload
  const object = isFileIdOf(keyPrefix, key) ? await settings.store.head(key, request.signal) : undefined
  if (object?.size !== size) return undefined
  const etags = new Map(clientParts.map(({ number, etag }) => [number, withoutEncoding(unquoteEtag(etag))]))
  const ordered = Array.from(
    { length: partCount(size, upload.partSize) },
    (_, index) => etags.get(index + 1) ?? '',
  )
  return (await couldMatchParts(settings.s3, object, ordered))
    ? toStoredFile(keyPrefix, key, object)
    : undefined
}

/** Compares the store's parts with the signed sizes and with the ETags that the client reports. */
function assertComplete(
  upload: MultipartToken,
  stored: readonly StoredPart[],
  clientParts: readonly ClientPart[],
): void {
  const byNumber = new Map(stored.map((part) => [part.number, part]))
  const expected = Array.from({ length: partCount(upload.size, upload.partSize) }, (_, index) => index + 1)
  const missing = expected.filter((number) => byNumber.get(number)?.size !== sizeOfPart(number, upload))
  if (missing.length > 0) {
    const message = `The store lacks ${formatParts(missing)} of ${expected.length}, or has them in another length. Send them again.`
    throw new UploadError('invalid-response', message, { status: 409 })
  }
  const excess = stored.filter(({ number }) => number > expected.length)
  if (excess.length > 0) {
    const numbers = formatParts(excess.map(({ number }) => number))
    const message = `The store has ${numbers} of a file that has ${expected.length}. Upload the file again.`
    throw new UploadError('invalid-response', message, { status: 409 })
  }
  const corrupted = clientParts.filter((part) => differs(upload, part, byNumber.get(part.number)))
  if (corrupted.length === 0) return
  const numbers = formatParts(corrupted.map(({ number }) => number))
  const message = `The upload was corrupted in transit (ETag or checksum mismatch): ${numbers}. Send them again.`
  throw new UploadError('checksum', message, { status: 409 })
}

/** Whether the store's part is another than the client has sent, as far as its ETag and checksum reveal. */
function differs(
  { checksum: algorithm }: MultipartToken,
  { number, etag, checksum }: ClientPart,
  stored: StoredPart | undefined,
): boolean {
  if (checksum !== undefined && (algorithm === undefined || !isDigest(algorithm, checksum))) {
    throw badRequest(`the checksum of part ${number} must be ${algorithm ?? 'absent'} in lower-case hex`)
  }
  const reported = withoutEncoding(unquoteEtag(etag))
  if (reported !== '' && reported !== stored?.etag) return true
  return checksum !== undefined && stored?.checksum !== undefined && checksum !== stored.checksum
}

/** A proxy in front of the store that compresses responses appends the encoding to their ETag. */
function withoutEncoding(etag: string): string {
  return etag.replace(/[-;]+(?:gzip|br|deflate|zstd)$/, '')
}

const maxListedParts = 20

function formatParts(numbers: readonly number[]): string {
  const listed = numbers.slice(0, maxListedParts).join(', ')
  const rest = numbers.length - maxListedParts
  return `${numbers.length === 1 ? 'part' : 'parts'} ${listed}${rest > 0 ? ` and ${rest} more` : ''}`
}
