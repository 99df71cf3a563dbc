import type { SignedFile } from '../backends/s3/wire.ts'
import { fileKindOf } from '../model/file-kind.ts'
import type { RequestContext } from './request-context.ts'
import { digestHeaders, emptyDigest } from './digest-headers.ts'
import { createdAtOf } from './file-id.ts'
import type { FileRecord } from './file-record.ts'
import { choosePartSize } from './part-size.ts'
import type { Settings } from './settings.ts'
import { signedParts } from './signed-parts.ts'
import { signPost, signPut } from './sign-target.ts'

/** A file that may be stored: nothing about it is refused. */
export type Reservation = {
  key: string
  record: FileRecord
  /** The record as the store keeps it. */
  metadata: Readonly<Record<string, string>>
  size: number
  contentType: string
  checksum?: string | undefined
  preferredPartSize?: number | undefined
}

/** What every store takes in one request. */
const mostInOneRequest = 5 * 1024 ** 3

/** Where the file's bytes go: by one request, or in parts that are begun at the store at once. */
export async function createTarget(call: RequestContext, file: Reservation): Promise<SignedFile> {
  const { owned, settings } = call
  const { key, record, metadata, size, contentType } = file
  if (shouldUseMultipart(file, settings)) {
    const { checksum } = settings
    const uploadId = await settings.store.multipart.create(key, { contentType, metadata, checksum })
    const partSize = choosePartSize(size, file.preferredPartSize)
    return signedParts(call, { key, uploadId, size, partSize, contentType, checksum, record })
  }
  const digest = digestOf(file, settings)
  const sign = settings.uploadMethod === 'post' && digest === undefined ? signPost : signPut
  const target = await sign(settings.signer, {
    bucket: settings.bucket,
    key,
    contentType,
    size,
    metadata,
    signedFor: settings.uploadUrlTtl,
    digest,
  })
  const kind = fileKindOf(contentType)
  const createdAt = createdAtOf(owned, key)
  return { file: { id: key, ...record, size, contentType, kind, status: 'pending', createdAt }, target }
}

/** An empty file has no part. One whose digest is wanted and unknown has them: theirs are asked for one by one. */
function shouldUseMultipart({ size, checksum }: Reservation, settings: Settings): boolean {
  if (size === 0) return false
  const isUnhashed = settings.checksum !== undefined && checksum === undefined
  return isUnhashed || size >= settings.multipartThreshold || size > mostInOneRequest
}

function digestOf({ size, checksum }: Reservation, settings: Settings): Record<string, string> | undefined {
  if (settings.checksum === undefined) return undefined
  const hex = size === 0 ? emptyDigest(settings.checksum) : checksum
  return hex === undefined ? undefined : digestHeaders(settings.checksum, hex)
}
