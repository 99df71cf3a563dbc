import * as z from 'zod/mini'

/** A file in the object store: its key, its content's properties, and the record in the object's metadata. */
export type StoredFile = {
  /** The object's key. */
  id: string
  name: string
  /** Bytes. */
  size: number
  /** MIME type. */
  contentType: string
  /** `gzip` and the like, if the client has stored the content with one. Downloads are served without it. */
  contentEncoding?: string | undefined
  /** Path inside the dropped folder, separated by `/`. */
  relativePath?: string | undefined
  /** Lower-case hex SHA-256 as the browser computed it; the store does not verify it. */
  contentHash?: string | undefined
  metadata?: Record<string, string> | undefined
  /** When the upload was signed. */
  createdAt: Date
  /** When the store received the content. */
  updatedAt?: Date | undefined
}

/** The properties of a file that are kept in the object's metadata. */
export type FileRecord = Pick<StoredFile, 'name' | 'relativePath' | 'contentHash' | 'metadata'>

/**
 * Limit of an object's user-defined metadata in bytes.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
 */
export const maxMetadataBytes = 2048

const Metadata = z.record(z.string(), z.string())

/** Encodes the record as object metadata. Header values are ASCII, hence the percent-encoding. */
export function toObjectMetadata(record: FileRecord): Record<string, string> {
  const { name, relativePath, contentHash, metadata } = record
  const json = metadata && Object.keys(metadata).length > 0 ? JSON.stringify(metadata) : undefined
  const entries = Object.entries({
    name,
    'relative-path': relativePath,
    'content-hash': contentHash,
    metadata: json,
  })
  return Object.fromEntries(entries.flatMap(([key, value]) => (value ? [[key, encode(value)]] : [])))
}

/** Bytes that the metadata takes in the request's headers. */
export function metadataBytes(metadata: Readonly<Record<string, string>>): number {
  return Object.entries(metadata).reduce((sum, [key, value]) => sum + `x-amz-meta-${key}${value}`.length, 0)
}

/** Decodes the record of an object. Values that another program wrote are decoded as far as possible. */
export function fromObjectMetadata(metadata: Readonly<Record<string, string>>): Partial<FileRecord> {
  return {
    name: decode(metadata['name']),
    relativePath: decode(metadata['relative-path']),
    contentHash: decode(metadata['content-hash']),
    metadata: parseJson(decode(metadata['metadata'])),
  }
}

function encode(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'))
}

function decode(value: string | undefined): string | undefined {
  if (!value) return undefined
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function parseJson(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined
  try {
    return Metadata.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

// Control characters, line separators, and bidirectional overrides, which make `gpj.exe` look like `exe.jpg`:
// https://unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu

/** Sanitizes a file name: letters of any script stay, control characters and path separators go. May be empty. */
export function cleanName(name: string): string {
  const clean = name
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(invisible, '')
    .replace(/[/\\]/g, '_')
    .trim()
  return clean === '.' || clean === '..' ? '' : clean
}

/** Sanitizes the path inside a dropped folder: no segment leads out of it. */
export function cleanPath(path: string): string {
  return path
    .split('/')
    .map(cleanName)
    .filter((segment) => segment !== '')
    .join('/')
}
