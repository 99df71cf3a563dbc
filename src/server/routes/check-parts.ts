import { UploadError } from '../../errors.ts'
import { unquoteEtag } from '../unquote-etag.ts'
import type { StoredPart } from '../multipart-store.ts'
import { partCount, sizeOfPart } from '../part-size.ts'
import type { PartsToken } from '../multipart-token.ts'

/** What a client says of a part. */
export type ClientPart = { number: number; etag?: string | undefined }

// As many numbers as a sentence bears.
const mostNamed = 20

/** Holds the parts that the store has against what was signed, and against what the client says of them. */
export function checkParts(
  upload: PartsToken,
  stored: readonly StoredPart[],
  claimed: readonly ClientPart[],
): void {
  const byNumber = new Map(stored.map((part) => [part.number, part]))
  const wanted = Array.from({ length: partCount(upload.size, upload.partSize) }, (_, index) => index + 1)
  const missing = wanted.filter((number) => byNumber.get(number)?.size !== sizeOfPart(number, upload))
  if (missing.length > 0) {
    const message = `The store lacks ${named(missing)} of ${wanted.length}, or has them in another length. Send them again.`
    throw new UploadError('invalid-response', message, { status: 409 })
  }
  if (stored.length > wanted.length) {
    const message = `The store has ${stored.length} parts of a file that has ${wanted.length}. Upload the file again.`
    throw new UploadError('invalid-response', message, { status: 409 })
  }
  const other = claimed.filter(({ number, etag }) => {
    const claim = unquoteEtag(etag)
    return claim !== '' && claim !== byNumber.get(number)?.etag
  })
  if (other.length === 0) return
  const numbers = named(other.map(({ number }) => number))
  const message = `The store has other bytes than were sent: ${numbers}. Send them again.`
  throw new UploadError('checksum', message, { status: 409 })
}

function named(numbers: readonly number[]): string {
  const shown = numbers.slice(0, mostNamed).join(', ')
  const rest = numbers.length - mostNamed
  return `${numbers.length === 1 ? 'part' : 'parts'} ${shown}${rest > 0 ? ` and ${rest} more` : ''}`
}
