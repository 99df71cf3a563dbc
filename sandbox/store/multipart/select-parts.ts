import { checksumAlgorithms, isChecksumAlgorithm } from '../body/checksums.ts'
import type { StoredChecksum, StoredPart } from '../disk/records.ts'
import type { Upload } from '../disk/uploads.ts'
import { S3Error } from '../wire/s3-error.ts'
import type { XmlElement } from '../xml/parse-xml.ts'

export type CompletedPart = { number: number; etag: string; checksums: readonly StoredChecksum[] }

const maxParts = 10_000

/** The client's list of parts, in strictly ascending order. */
export function parseCompletion(document: XmlElement): readonly CompletedPart[] {
  const parts = document.all('Part').map(parsePart)
  if (parts.length === 0 || parts.length > maxParts) throw new S3Error('MalformedXML')
  parts.reduce((previous, { number }) => {
    if (number <= previous) throw new S3Error('InvalidPartOrder')
    return number
  }, 0)
  return parts
}

function parsePart(part: XmlElement): CompletedPart {
  const [number, etag] = [Number(part.one('PartNumber')?.trim() || NaN), part.one('ETag')?.trim() ?? '']
  if (!Number.isInteger(number) || etag === '') throw new S3Error('MalformedXML')
  const checksums = Object.keys(checksumAlgorithms).flatMap((algorithm) => {
    const value = part.one(`Checksum${algorithm.toUpperCase()}`)
    return value !== undefined && isChecksumAlgorithm(algorithm) ? [{ algorithm, value }] : []
  })
  return { number, etag: etag.replaceAll('"', ''), checksums }
}

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
