import { fingerprintOf } from './fingerprint.ts'
import type { ResumableRecord } from './resumable.ts'

/** In what a file is not the one that a record speaks of. */
export type FileMismatch = 'size' | 'time' | 'content'

/** What differs, `undefined` where nothing does. Reads the file only where size and time agree. */
export async function compareFile(
  { size, lastModified, fingerprint }: ResumableRecord,
  source: File | Blob,
): Promise<FileMismatch | undefined> {
  if (source.size !== size) return 'size'
  if (hasDifferentMtime(lastModified, source)) return 'time'
  return (await fingerprintOf(source)) === fingerprint ? undefined : 'content'
}

/** A `Blob` has no time: that is no difference. */
function hasDifferentMtime(lastModified: number | undefined, source: File | Blob): boolean {
  return lastModified !== undefined && 'lastModified' in source && source.lastModified !== lastModified
}
