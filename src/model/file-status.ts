import * as z from 'zod/mini'

/** Where the backend is with a file. `completed` and `failed` are final. */
export const FileStatus = z.enum(['pending', 'processing', 'completed', 'failed'])
/** Where the backend is with a file. `completed` and `failed` are final. */
export type FileStatus = z.infer<typeof FileStatus>

/** Whether nothing more will happen to the file by itself. */
export function isFinalStatus(status: FileStatus): boolean {
  return status === 'completed' || status === 'failed'
}
