import * as z from 'zod/mini'
import { fromBase64Url, toBase64Url } from './base64.ts'

/** A file in the object store: its key, its content's properties, and the record in the object's metadata. */
export type StoredFile = {
  /** The object's key. */
  id: string
  name: string
  /** Bytes. */
  size: number
  /**
   * Bytes that were announced when the upload was signed; another size is that of an upload that was cut off. Absent for
   * objects that the handler did not sign.
   */
  signedSize?: number | undefined
  /** MIME type. */
  contentType: string
  /** `gzip` and the like, if the client has stored the content with one. Downloads are served without it. */
  contentEncoding?: string | undefined
  /** Path inside the dropped folder, separated by `/`. */
  relativePath?: string | undefined
  /** Lower-case hex SHA-256 as the browser computed it; the store does not verify it. */
  contentHash?: string | undefined
  metadata?: Record<string, string> | undefined
  /** ETag without quotes, if it depends on nothing but the bytes. */
  etag?: string | undefined
  /** When the upload was signed. */
  createdAt: Date
  /** When the store received the content. */
  updatedAt?: Date | undefined
}

/** The properties of a file that are kept in the object's metadata. */
export type FileRecord = Pick<StoredFile, 'name' | 'relativePath' | 'contentHash' | 'metadata' | 'signedSize'>

/**
 * Limit of an object's user-defined metadata in bytes.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
 */
export const maxMetadataBytes = 2048

const Metadata = z.record(z.string(), z.string())

/**
 * Encodes the record as object metadata. Header values are ASCII, hence the percent-encoding, which every language
 * decodes. It takes nine bytes for a Japanese character: a record that would exceed the limit is encoded as `=` and
 * base64url, which takes four.
 */
export function toObjectMetadata(record: FileRecord): Record<string, string> {
  const { name, relativePath, contentHash, metadata, signedSize } = record
  const json = metadata && Object.keys(metadata).length > 0 ? JSON.stringify(metadata) : undefined
  const values = Object.entries({
    name,
    'relative-path': relativePath,
    'content-hash': contentHash,
    metadata: json,
    size: signedSize?.toString(),
  }).flatMap(([key, value]): [string, string][] => (value ? [[key, value]] : []))
  const encoded = mapValues(values, encode)
  return metadataBytes(encoded) <= maxMetadataBytes ? encoded : mapValues(values, encodeCompact)
}

function mapValues(values: readonly [string, string][], map: (value: string) => string) {
  return Object.fromEntries(values.map(([key, value]) => [key, map(value)]))
}

/** Bytes that the metadata takes in the request's headers. */
export function metadataBytes(metadata: Readonly<Record<string, string>>): number {
  return Object.entries(metadata).reduce((sum, [key, value]) => sum + `x-amz-meta-${key}${value}`.length, 0)
}

/** Decodes the record of an object. Values that another program wrote are decoded as far as possible. */
export function fromObjectMetadata(
  metadata: Readonly<Record<string, string>>,
): Omit<FileRecord, 'name'> & { name: string | undefined } {
  return {
    name: decode(metadata['name']),
    relativePath: decode(metadata['relative-path']),
    contentHash: decode(metadata['content-hash']),
    metadata: parseJson(decode(metadata['metadata'])),
    signedSize: parseSize(metadata['size']),
  }
}

function encode(value: string): string {
  return encodeURIComponent(toWellFormed(value))
}

// Percent-encoded text contains no `=`.
const compactMark = '='

function encodeCompact(value: string): string {
  const compact = compactMark + toBase64Url(new TextEncoder().encode(toWellFormed(value)))
  const encoded = encode(value)
  return compact.length < encoded.length ? compact : encoded
}

function toWellFormed(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '\ufffd')
}

function decode(value: string | undefined): string | undefined {
  if (!value) return undefined
  try {
    const bytes = value.startsWith(compactMark) ? fromBase64Url(value.slice(compactMark.length)) : undefined
    return bytes ? new TextDecoder('utf-8', { fatal: true }).decode(bytes) : decodeURIComponent(value)
  } catch {
    return value
  }
}

function parseSize(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : undefined
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
