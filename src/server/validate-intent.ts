import type { SignIntent } from '../backends/s3/schemas.ts'
import { UploadError } from '../errors.ts'
import { acceptsFile } from '../model/accept.ts'
import { isDigest } from './digest-headers.ts'
import { metadataBytes, mostMetadataBytes } from './file-record.ts'
import type { Settings } from './settings.ts'

/** What is checked before anything is signed; the name is clean. */
export type CheckedIntent = Pick<SignIntent, 'name' | 'size' | 'contentType' | 'checksum'> & {
  metadata: Record<string, string>
}

const mimeType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[ -~]*)?$/
const digits = new Intl.NumberFormat('en')

/** Why this file may not be uploaded, if so. */
export function validateIntent(intent: CheckedIntent, settings: Settings): UploadError | undefined {
  const { name, size, contentType, metadata } = intent
  const { accept = [], maxSize, checksum } = settings
  if (name === '') return new UploadError('empty-name', 'The file has no name. Give it one and try again.')
  if (size > maxSize) {
    const message = `“${name}” has ${digits.format(size)} bytes; at most ${digits.format(maxSize)} are taken. Choose a smaller file.`
    return new UploadError('too-large', message)
  }
  if (!mimeType.test(contentType)) {
    const message = `“${name}” has a type that is no MIME type. Send application/octet-stream where it is not known.`
    return new UploadError('content-type', message)
  }
  const type = contentType.replace(/\s*;.*$/, '')
  if (!acceptsFile({ name, type }, accept)) {
    const message = `“${name}” is of type ${type}; only ${accept.join(', ')} may be uploaded. Choose another file.`
    return new UploadError('type-not-allowed', message)
  }
  if (checksum && intent.checksum !== undefined && !isDigest(checksum, intent.checksum)) {
    const message = `“${name}” came with a digest that is no ${checksum} in lower-case hex. Give s3Backend the server’s checksum.`
    return new UploadError('unsupported', message)
  }
  const bytes = metadataBytes(metadata)
  if (bytes > mostMetadataBytes) {
    const message =
      `Name, folder path and metadata of this file take ${digits.format(bytes)} bytes; the store keeps at most ` +
      `${digits.format(mostMetadataBytes)} beside a file. Shorten them.`
    return new UploadError('too-large', message)
  }
  return undefined
}
