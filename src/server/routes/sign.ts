import { SignRequest, type SignIntent } from '../../backends/s3/schemas.ts'
import type { SignedFile, SignResponse } from '../../backends/s3/wire.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import { checksumHeaders, emptyDigest } from '../checksum-headers.ts'
import { createdAtOf, createFileId } from '../file-id.ts'
import { cleanName, cleanPath, toObjectMetadata, type FileRecord } from '../file-record.ts'
import { mapConcurrent } from '../../lib/map-concurrent.ts'
import { parseMediaType } from '../media-type.ts'
import { signsPayloadHash } from '../multipart-token.ts'
import type { RequestContext, Settings } from '../options.ts'
import { choosePartSize } from '../part-size.ts'
import { signPost, signPut } from '../presign.ts'
import { assertBatchSize, readJsonBody } from '../request-body.ts'
import { jsonResponse } from '../responses.ts'
import { validateIntent } from '../validate-intent.ts'
import { toMultipartUpload } from './multipart.ts'

// A multipart upload is a request to the store; single requests are signed locally.
const signConcurrency = 16

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html
const maxSingleRequestSize = 5 * 1024 ** 3

/** `POST sign`: a target for each file, or the error of one that is rejected, in the same order. */
export async function signFiles(context: RequestContext): Promise<Response> {
  const { files } = await readJsonBody(context.request, SignRequest)
  assertBatchSize(files, context.settings)
  const now = Date.now()
  const uploads = await mapConcurrent(signConcurrency, files, (intent) => signFile(context, intent, now))
  return jsonResponse({ uploads } satisfies SignResponse)
}

async function signFile(
  context: RequestContext,
  intent: SignIntent,
  now: number,
): Promise<SignResponse['uploads'][number]> {
  const { keyPrefix, settings } = context
  const { size, contentHash, checksum, preferredPartSize } = intent
  const announcedType = intent.contentType.trim() || 'application/octet-stream'
  const contentType = parseMediaType(announcedType)?.value ?? announcedType
  const record = {
    name: cleanName(intent.name),
    relativePath: intent.relativePath && cleanPath(intent.relativePath),
    contentHash,
    metadata: intent.metadata,
  }
  const metadata = toObjectMetadata({ ...record, signedSize: size })
  const error = validateIntent({ name: record.name, size, contentType, metadata, checksum }, settings)
  if (error) return { error: { code: error.code, message: error.message } }
  const key = createFileId(keyPrefix, record.name, now)
  return createTarget(context, { key, record, metadata, size, contentType, checksum, preferredPartSize })
}

/** A validated file. */
type NewFile = {
  key: string
  record: FileRecord
  /** The record, encoded as object metadata. */
  metadata: Readonly<Record<string, string>>
  size: number
  contentType: string
  checksum?: string | undefined
  preferredPartSize?: number | undefined
}

async function createTarget(context: RequestContext, file: NewFile): Promise<SignedFile> {
  const { keyPrefix, settings } = context
  const { key, record, metadata, size, contentType } = file
  if (shouldUseMultipart(file, settings)) {
    const check = { checksum: settings.checksum, signsPayloadHash: signsPayloadHash(settings) || undefined }
    const uploadId = await settings.store.multipart.create(key, { contentType, metadata, ...check })
    const partSize = choosePartSize(size, file.preferredPartSize)
    return toMultipartUpload(context, { key, uploadId, size, partSize, contentType, ...check, record })
  }
  const headers = checksumHeadersOf(file, settings)
  const sign = settings.uploadMethod === 'post' && headers === undefined ? signPost : signPut
  const target = await sign(settings.signer, {
    bucket: settings.bucket,
    key,
    contentType,
    size,
    metadata,
    ttlSeconds: settings.uploadUrlTtl,
    checksumHeaders: headers,
    isConditional: settings.conditionalWrites,
  })
  const kind = fileKindOf(contentType)
  const createdAt = createdAtOf(keyPrefix, key)
  return { file: { id: key, ...record, size, contentType, kind, status: 'pending', createdAt }, target }
}

/**
 * An empty file has no parts. A file without the required digest uses multipart: its digests are requested part by
 * part.
 */
function shouldUseMultipart({ size, checksum }: NewFile, settings: Settings): boolean {
  if (size === 0) return false
  const lacksChecksum = settings.checksum !== undefined && checksum === undefined
  return lacksChecksum || size >= settings.multipartThreshold || size > maxSingleRequestSize
}

function checksumHeadersOf(
  { size, checksum }: NewFile,
  settings: Settings,
): Record<string, string> | undefined {
  if (settings.checksum === undefined) return undefined
  const hex = size === 0 ? emptyDigest(settings.checksum) : checksum
  return hex === undefined ? undefined : checksumHeaders(settings.checksum, hex, settings.signPayloadHash)
}
