import type { Upload } from '../disk/open-uploads.ts'
import type { StoredPart } from '../disk/stored-part.ts'
import { S3Error } from '../wire/s3-error.ts'
import type { CompletedPart } from './parse-completion.ts'

const minSize = 5 * 1024 ** 2

/** The parts that the client's list names, each as it was uploaded; a subset of them will do. */
export function selectParts(
  { info, parts }: Upload,
  completed: readonly CompletedPart[],
): readonly StoredPart[] {
  const selected = completed.map((claim) => {
    const part = parts.get(claim.number)
    const isSame = part?.etag === claim.etag && claim.checksums.every((sum) => isChecksumOf(part, sum))
    if (!part || !isSame) {
      throw new S3Error('InvalidPart', { UploadId: info.id, PartNumber: claim.number, ETag: claim.etag })
    }
    const needed = info.checksum?.type === 'COMPOSITE' ? info.checksum.algorithm : undefined
    if (needed !== undefined && claim.checksums.length === 0) {
      const message = `The upload was created using a ${needed} checksum. The complete request must include the checksum for each part. It was missing for part ${claim.number} in the request.`
      throw new S3Error('InvalidRequest', {}, message)
    }
    return part
  })
  for (const { number, etag, blob } of selected.slice(0, -1)) {
    if (blob.size >= minSize) continue
    const details = { ProposedSize: blob.size, MinSizeAllowed: minSize, PartNumber: number, ETag: etag }
    throw new S3Error(
      'EntityTooSmall',
      details,
      'Your proposed upload is smaller than the minimum allowed object size.',
    )
  }
  return selected
}

function isChecksumOf(part: StoredPart, claimed: NonNullable<StoredPart['checksum']>): boolean {
  return part.checksum?.algorithm === claimed.algorithm && part.checksum.value === claimed.value
}
