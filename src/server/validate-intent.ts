import type { SignIntent } from '../backends/s3/schemas.ts'
import { UploadError } from '../errors.ts'
import { acceptsFile } from '../model/accept.ts'
import { isDigest } from './checksum-headers.ts'
import { maxMetadataBytes, metadataBytes } from './file-record.ts'
import { parseMediaType } from './media-type.ts'
import type { Settings } from './options.ts'

/** The validated properties of an intent, with its sanitized name and encoded metadata. */
type ValidatedIntent = Pick<SignIntent, 'name' | 'size' | 'contentType' | 'checksum'> & {
  metadata: Record<string, string>
}

const decimal = new Intl.NumberFormat('en')

/** Checks an intent before anything is signed; the error of a rejected one. */
export function validateIntent(intent: ValidatedIntent, settings: Settings): UploadError | undefined {
  const { name, size, contentType, metadata } = intent
  const { accept = [], maxSize, checksum } = settings
  if (name === '') return new UploadError('empty-name', 'The file has no name. Give it one and try again.')
  if (size > maxSize) {
    const message = `“${name}” has ${decimal.format(size)} bytes; the limit is ${decimal.format(maxSize)}. Choose a smaller file.`
    return new UploadError('too-large', message)
  }
  const type = parseMediaType(contentType)?.essence
  if (type === undefined) {
    const message = `“${name}” has an invalid MIME type. Send application/octet-stream where the type is unknown.`
    return new UploadError('content-type', message)
  }
  if (!acceptsFile({ name, type }, accept)) {
    const message = `“${name}” is of type ${type}, which is not allowed. Choose one of: ${accept.join(', ')}.`
    return new UploadError('type-not-allowed', message)
  }
  if (checksum && intent.checksum !== undefined && !isDigest(checksum, intent.checksum)) {
    const message = `“${name}” has an invalid checksum: expected ${checksum} in lower-case hex. Give s3Backend the server’s checksum option.`
    return new UploadError('unsupported', message)
  }
  const bytes = metadataBytes(metadata)
  if (bytes > maxMetadataBytes) {
    const message =
      `Name, folder path and metadata of this file take ${decimal.format(bytes)} bytes; the store’s limit is ` +
      `${decimal.format(maxMetadataBytes)}. Shorten them.`
    return new UploadError('too-large', message)
  }
  return undefined
}
