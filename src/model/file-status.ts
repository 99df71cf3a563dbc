/** States of a file at the backend. `completed` and `failed` are final. */
export const fileStatuses = ['pending', 'processing', 'completed', 'failed'] as const

/** The state of a file at the backend. `completed` and `failed` are final. */
export type FileStatus = (typeof fileStatuses)[number]

/** Whether the status will not change by itself any more. */
export function isFinalStatus(status: FileStatus): boolean {
  return status === 'completed' || status === 'failed'
}
