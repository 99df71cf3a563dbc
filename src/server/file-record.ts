import * as z from 'zod/mini'
import type { StoredFile } from './stored-file.ts'

/** What is known of a file besides its content; kept in the object's metadata. */
export type FileRecord = Pick<StoredFile, 'name' | 'relativePath' | 'contentHash' | 'metadata'>

/** Bytes of metadata that S3 keeps beside an object. */
export const mostMetadataBytes = 2048

const Metadata = z.record(z.string(), z.string())

/** The record as object metadata. Header values are ASCII, hence the percent-encoding. */
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

/** The record of an object. What somebody else wrote there is taken as far as it can be read. */
export function fromObjectMetadata(metadata: Readonly<Record<string, string>>): Partial<FileRecord> {
  const name = decode(metadata['name'])
  const relativePath = decode(metadata['relative-path'])
  const contentHash = decode(metadata['content-hash'])
  const own = parseJson(decode(metadata['metadata']))
  return { name, relativePath, contentHash, metadata: own }
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
