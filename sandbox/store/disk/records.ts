import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { type ChecksumAlgorithm, checksumAlgorithms } from '../body/checksums.ts'

/** Reads a record. An invalid one is an error: ignoring it would delete its bytes as unreferenced. */
export function readRecord<S extends z.core.$ZodType>(path: string, schema: S): z.output<S> {
  const record = z.safeParse(schema, JSON.parse(readFileSync(path, 'utf8')))
  if (record.success) return record.data
  throw new Error(`${path} is not a record of this store: move it away, or empty the store's directory`)
}

/** Reads all records of a folder; removes incomplete ones, which a crash left behind. */
export function readRecords<S extends z.core.$ZodType>(folder: string, schema: S): readonly z.output<S>[] {
  const names = readdirSync(folder)
  for (const name of names) if (name.endsWith('.tmp')) rmSync(join(folder, name))
  return names.filter((name) => name.endsWith('.json')).map((name) => readRecord(join(folder, name), schema))
}

/**
 * Writes a small JSON file atomically. It is synchronous, so that the preceding check, the write and the update of
 * the index cannot interleave with another commit of the same key.
 */
export function writeRecord(path: string, record: object): void {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    writeFileSync(temporary, JSON.stringify(record))
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

const ChecksumAlgorithmName = z.enum(
  Object.keys(checksumAlgorithms) as [ChecksumAlgorithm, ...ChecksumAlgorithm[]],
)

const StoredChecksum = z.object({
  algorithm: ChecksumAlgorithmName,
  /** Base64. A value that ends in `-N` is composite: the checksum of the N parts' checksums. */
  value: z.string(),
})
export type StoredChecksum = z.infer<typeof StoredChecksum>

/** A file of bytes under a generated name, never one derived from a key. */
const StoredBlob = z.object({ name: z.string(), size: z.number() })
export type StoredBlob = z.infer<typeof StoredBlob>

const Texts = z.readonly(z.array(z.string()))

const CorsRule = z.object({
  id: z.optional(z.string()),
  origins: Texts,
  methods: Texts,
  headers: Texts,
  exposed: Texts,
  maxAgeSeconds: z.optional(z.number()),
})
export type CorsRule = z.infer<typeof CorsRule>

export const StoredBucket = z.object({
  name: z.string(),
  createdAt: z.number(),
  cors: z.readonly(z.array(CorsRule)),
})
export type StoredBucket = z.infer<typeof StoredBucket>

const Headers = z.readonly(z.record(z.string(), z.string()))

export const StoredObject = z.object({
  key: z.string(),
  size: z.number(),
  /** Without quotes. */
  etag: z.string(),
  modifiedAt: z.number(),
  /** `content-type` and the like, and `x-amz-meta-*`, as they are sent back. */
  headers: Headers,
  /** The parts of a multipart upload stay separate files: completing it copies nothing. */
  blobs: z.readonly(z.array(StoredBlob)),
  checksum: z.optional(StoredChecksum),
  /** The upload it was assembled from, to recognise a repeated CompleteMultipartUpload. */
  uploadId: z.optional(z.string()),
})
export type StoredObject = z.infer<typeof StoredObject>

export const StoredPart = z.object({
  number: z.number(),
  etag: z.string(),
  modifiedAt: z.number(),
  blob: StoredBlob,
  checksum: z.optional(StoredChecksum),
})
export type StoredPart = z.infer<typeof StoredPart>

const ChecksumType = z.enum(['COMPOSITE', 'FULL_OBJECT'])
export type ChecksumType = z.infer<typeof ChecksumType>

export const StoredUpload = z.object({
  id: z.string(),
  key: z.string(),
  startedAt: z.number(),
  headers: Headers,
  checksum: z.optional(z.object({ algorithm: ChecksumAlgorithmName, type: ChecksumType })),
})
export type StoredUpload = z.infer<typeof StoredUpload>
