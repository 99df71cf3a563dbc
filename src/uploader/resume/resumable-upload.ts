import type { ResumableRecord } from './record.ts'

/** An upload that was interrupted by a reload, a crash or a closed tab. */
export type ResumableUpload = {
  id: string
  name: string
  /** Bytes. */
  size: number
  /** MIME type. */
  contentType: string
  /** Path inside the dropped folder, with `/`. */
  relativePath?: string | undefined
  /** Bytes that are known to be at the store. */
  sentBytes: number
  /** `sentBytes` as a fraction of `size`, from 0 to 1. */
  fraction: number
  /** Whether the file can be opened again with one click. Otherwise it has to be chosen or dropped again. */
  canReopen: boolean
  addedAt: Date
  /** When the last part was stored. */
  updatedAt: Date
}

/** The public view of a record, without its token. */
export function toResumableUpload(record: ResumableRecord): ResumableUpload {
  const { id, name, size, contentType, relativePath, handle, addedAt, updatedAt } = record
  const sentBytes = uploadedBytes(record)
  return {
    id,
    name,
    size,
    contentType,
    relativePath,
    sentBytes,
    fraction: size === 0 ? 0 : sentBytes / size,
    canReopen: handle !== undefined,
    addedAt,
    updatedAt,
  }
}

/** Bytes of the parts that are known to be at the store. The last part may be smaller than `partSize`. */
function uploadedBytes({ doneParts, partSize, size }: ResumableRecord): number {
  const bytes = doneParts.map((number) => Math.min(partSize, size - (number - 1) * partSize))
  return bytes.reduce((sum, part) => sum + Math.max(0, part), 0)
}
