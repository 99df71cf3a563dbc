import { checksumAlgorithms } from '../body/checksum-algorithms.ts'
import { isChecksumAlgorithm } from '../body/is-checksum-algorithm.ts'
import type { StoredChecksum } from '../disk/stored-checksum.ts'
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
