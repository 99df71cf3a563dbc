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
  const selected = completed.map((completedPart) => {
    const part = parts.get(completedPart.number)
    const isSame =
      part?.etag === completedPart.etag && completedPart.checksums.every((sum) => isChecksumOf(part, sum))
    if (!part || !isSame) {
      throw new S3Error('InvalidPart', {
        UploadId: info.id,
        PartNumber: completedPart.number,
        ETag: completedPart.etag,
      })
    }
    const needed = info.checksum?.type === 'COMPOSITE' ? info.checksum.algorithm : undefined
    if (needed !== undefined && completedPart.checksums.length === 0) {
      const message = `The upload was created using a ${needed} checksum. The complete request must include the checksum for each part. It was missing for part ${completedPart.number} in the request.`
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

function isChecksumOf(part: StoredPart, checksum: StoredChecksum): boolean {
  return part.checksum?.algorithm === checksum.algorithm && part.checksum.value === checksum.value
}
