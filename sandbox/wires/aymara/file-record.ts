import * as z from 'zod/mini'

/** What is kept of a file besides its bytes. */
export const FileRecord = z.object({
  /** Its `file_uuid`. */
  id: z.string(),
  /** Where its bytes lie, or will. */
  key: z.string(),
  name: z.string(),
  contentType: z.string(),
  from: z.enum(['local', 'remote', 'upload']),
  /** The path or address that the client named. */
  original: z.nullable(z.string()),
  workspace: z.nullable(z.string()),
  /** Absent until the bytes were seen. */
  size: z.optional(z.number()),
  /** Why it could not be fetched. */
  error: z.optional(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  deletedAt: z.optional(z.string()),
})
/** What is kept of a file besides its bytes. */
export type FileRecord = z.infer<typeof FileRecord>
