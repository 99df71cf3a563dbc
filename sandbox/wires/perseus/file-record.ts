import * as z from 'zod/mini'

/** What is kept of a file besides its bytes. */
export const FileRecord = z.object({
  id: z.string(),
  name: z.string(),
  sourceHash: z.string(),
  status: z.enum(['pending', 'uploaded', 'failed']),
  createdAt: z.string(),
  /** When its upload URL stops working. */
  uploadUntil: z.string(),
})
/** What is kept of a file besides its bytes. */
export type FileRecord = z.infer<typeof FileRecord>

/** Where a file's bytes lie, or will. */
export function keyOf({ id }: FileRecord): string {
  return `wires/perseus/objects/${id}`
}
