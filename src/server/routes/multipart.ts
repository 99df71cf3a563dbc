import { PartsRequest, SignPartsRequest } from '../../backends/s3/schemas.ts'
import type { WireParts, WireSignedParts } from '../../backends/s3/wire-files.ts'
import type { SignedFile } from '../../backends/s3/wire.ts'
import { UploadError } from '../../errors.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import type { Checksum } from '../../model/upload-target.ts'
import { checksumHeaders, isDigest } from '../checksum-headers.ts'
import { createdAtOf } from '../file-id.ts'
import {
  createUploadNotFoundError,
  encodeToken,
  requireOpenUpload,
  requireOwnedUpload,
  type MultipartToken,
} from '../multipart-token.ts'
import type { RequestContext } from '../options.ts'
import { partCount, sizeOfPart } from '../part-size.ts'
import { signPart } from '../presign.ts'
import { badRequest, readJsonBody } from '../request-body.ts'
import { emptyResponse, jsonResponse } from '../responses.ts'
import { findCompleted } from './complete-multipart.ts'

/** A multipart upload as `sign` and `resume-multipart` return it. */
export async function toMultipartUpload(
  { keyPrefix, settings }: RequestContext,
  upload: MultipartToken,
): Promise<SignedFile> {
  const { key, size, contentType, partSize, checksum, record } = upload
  return {
    file: {
      id: key,
      ...record,
      size,
      contentType,
      kind: fileKindOf(contentType),
      status: 'pending',
      createdAt: createdAtOf(keyPrefix, key),
    },
    target: { type: 'multipart', resumeToken: await encodeToken(settings, upload), partSize, checksum },
  }
}

/**
 * `POST resume-multipart`: the target of an interrupted upload. An upload whose last response was lost may be
 * complete: all its parts are listed then, and completing it once more returns the file.
 */
export async function resumeMultipart(context: RequestContext): Promise<Response> {
  const { resumeToken } = await readJsonBody(context.request, PartsRequest)
  const upload = await requireOpenUpload(context, resumeToken)
  const exists =
    (await context.settings.store.multipart.peek(upload, context.request.signal)) !== 'missing' ||
    (await findCompleted(context, upload)) !== undefined
  if (!exists) throw createUploadNotFoundError()
  return jsonResponse((await toMultipartUpload(context, upload)) satisfies SignedFile)
}

/** `POST sign-parts`: fresh URLs, each bound to its part's number and length; one for a number that is repeated. */
export async function signParts(context: RequestContext): Promise<Response> {
  const { resumeToken, numbers, hashes = [] } = await readJsonBody(context.request, SignPartsRequest)
  const upload = await requireOpenUpload(context, resumeToken)
  const { key, uploadId, checksum } = upload
  const count = partCount(upload.size, upload.partSize)
  const excess = numbers.find((number) => number > count)
  if (excess !== undefined) throw badRequest(`part ${excess} of a file of ${count} parts`)
  const { bucket, signer, uploadUrlTtl, signPayloadHash } = context.settings
  const parts = await Promise.all(
    [...new Set(numbers)].map(async (number) => {
      const signed = await signPart(signer, {
        bucket,
        key,
        uploadId,
        number,
        size: sizeOfPart(number, upload),
        checksumHeaders: checksum
          ? partChecksumHeaders(checksum, number, hashes[numbers.indexOf(number)], signPayloadHash)
          : {},
        ttlSeconds: uploadUrlTtl,
      })
      return { number, ...signed }
    }),
  )
  return jsonResponse({ parts } satisfies WireSignedParts)
}

function partChecksumHeaders(
  checksum: Checksum,
  number: number,
  hash: string | undefined,
  signsPayloadHash: boolean,
): Record<string, string> {
  if (hash !== undefined && isDigest(checksum, hash)) return checksumHeaders(checksum, hash, signsPayloadHash)
  throw badRequest(`hashes must contain the ${checksum} of part ${number} in lower-case hex`)
}

/** `POST list-parts`: the parts that the store has; every part, without ETags, if the upload is complete. */
export async function listParts(context: RequestContext): Promise<Response> {
  const { resumeToken } = await readJsonBody(context.request, PartsRequest)
  const upload = await requireOwnedUpload(context, resumeToken)
  const stored = await context.settings.store.multipart.list(upload, context.request.signal)
  // A completed upload may be listed as one without parts.
  const isCompleted = !stored?.length && (await findCompleted(context, upload)) !== undefined
  if (stored !== undefined && !isCompleted) {
    // Assembling these parts needs no checksum.
    const parts = upload.signsPayloadHash ? stored.map((part) => ({ ...part, checksum: '' })) : [...stored]
    return jsonResponse({ parts } satisfies WireParts)
  }
  if (!isCompleted) throw createUploadNotFoundError()
  const parts = Array.from({ length: partCount(upload.size, upload.partSize) }, (_, index) => ({
    number: index + 1,
    size: sizeOfPart(index + 1, upload),
    etag: '',
  }))
  return jsonResponse({ parts } satisfies WireParts)
}

const maxAbortRetries = 4
const minAbortDelayMs = 100

/**
 * `POST abort-multipart`: aborts the upload at the store. A part that is in flight may be stored after the abort,
 * so the abort is repeated until the store no longer has the upload, or lists it without parts.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
 */
export async function abortMultipart(context: RequestContext): Promise<Response> {
  const { resumeToken } = await readJsonBody(context.request, PartsRequest)
  const upload = await requireOwnedUpload(context, resumeToken)
  const { multipart } = context.settings.store
  for (let retries = 0; retries <= maxAbortRetries; retries++) {
    if (retries > 0) await new Promise((resolve) => setTimeout(resolve, minAbortDelayMs * 2 ** (retries - 1)))
    const existed = await multipart.abort(upload)
    if (!existed || (await multipart.peek(upload)) !== 'started') return emptyResponse()
  }
  const message =
    'The upload was aborted, but some of its parts are still in flight to the store. Abort it again in a moment.'
  throw new UploadError('server-error', message, { status: 503, retryAfterMs: 2000 })
}
