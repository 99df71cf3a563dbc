import type { ResumableRecord } from './resumable.ts'

/** Bytes of the parts that are known to be at the store. */
export function doneBytes({ doneParts, partSize, size }: ResumableRecord): number {
  const bytes = doneParts.map((number) => Math.min(partSize, size - (number - 1) * partSize))
  return bytes.reduce((sum, part) => sum + Math.max(0, part), 0)
}
