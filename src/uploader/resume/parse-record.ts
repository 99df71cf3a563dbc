import * as z from 'zod/mini'
import type { ResumableRecord } from './resumable.ts'

const ResumableRecord = z.object({
  id: z.string(),
  backend: z.string(),
  token: z.string(),
  name: z.string(),
  size: z.number(),
  contentType: z.string(),
  relativePath: z.optional(z.string()),
  metadata: z.optional(z.record(z.string(), z.string())),
  fileName: z.optional(z.string()),
  lastModified: z.union([z.number(), z.undefined()]),
  fingerprint: z.string(),
  partSize: z.number().check(z.positive()),
  doneParts: z.array(z.number()),
  handle: z.optional(z.custom<FileSystemFileHandle>(isFileHandle)),
  addedAt: z.date(),
  updatedAt: z.date(),
})

/** A record as it was kept; `undefined` for what another version of this library, or anybody else, left there. */
export function parseRecord(kept: unknown): ResumableRecord | undefined {
  const { data } = ResumableRecord.safeParse(kept)
  return data
}

/** Whether it is a handle that can be kept: libraries hang other things on files under the same name. */
export function isFileHandle(value: unknown): value is FileSystemFileHandle {
  // A file may come from another frame, whose classes are others.
  return Object.prototype.toString.call(value) === '[object FileSystemFileHandle]'
}
