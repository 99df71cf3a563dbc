import type { ResumableRecord } from './resumable.ts'

/** An upload that a reload, a crash or a closed tab cut off. */
export type ResumableUpload = {
  id: string
  name: string
  /** Bytes. */
  size: number
  /** MIME type. */
  contentType: string
  /** Path inside the dropped folder, with `/`. */
  relativePath?: string
  /** Bytes that need not be sent again, as far as this browser knows. */
  sentBytes: number
  /** The same from 0 to 1. */
  fraction: number
  /** Whether it goes on with one click. Else the file has to be chosen or dropped again. */
  canReopen: boolean
  addedAt: Date
  /** When its last part arrived. */
  updatedAt: Date
}

/** What a screen may know of a record: not its token. */
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

/** Bytes of the parts that are known to be at the store; the last part is what is left for it. */
function uploadedBytes({ doneParts, partSize, size }: ResumableRecord): number {
  const bytes = doneParts.map((number) => Math.min(partSize, size - (number - 1) * partSize))
  return bytes.reduce((sum, part) => sum + Math.max(0, part), 0)
}
