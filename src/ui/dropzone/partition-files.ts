import type { Upload } from '../../uploader/upload.ts'
import { getRelativePath } from './relative-path.ts'

/** What becomes of a file that is there already. */
export type DuplicatePolicy = 'allow' | 'skip' | 'ask'

/** Files sorted by what becomes of them. Each keeps its place in the order. */
export type PartitionedFiles = {
  admitted: readonly File[]
  duplicates: readonly File[]
  tooMany: readonly File[]
}

/**
 * Takes as many as fit. The same path, size and time of change make a duplicate, of an upload or of a file before it.
 */
export function partitionFiles(
  files: readonly File[],
  { policy, known, room }: { policy: DuplicatePolicy; known: Iterable<string>; room: number },
): PartitionedFiles {
  const existingKeys = new Set(known)
  const admitted: File[] = []
  const duplicates: File[] = []
  const tooMany: File[] = []
  for (const file of files) {
    const key = duplicateKey(file)
    if (policy !== 'allow' && existingKeys.has(key)) duplicates.push(file)
    else if (admitted.length >= room) tooMany.push(file)
    else {
      existingKeys.add(key)
      admitted.push(file)
    }
  }
  return { admitted, duplicates, tooMany }
}

/** What two files have in common that are the same to a person. */
export function duplicateKey(file: File): string {
  return [getRelativePath(file), file.size, file.lastModified].join('\n')
}

/** The keys of uploads that are on their way or there. */
export function getDuplicateKeys(uploads: readonly Upload[]): readonly string[] {
  return uploads.flatMap(({ source, state }) => {
    const isThere = state.status !== 'failed' && state.status !== 'cancelled'
    return isThere && source instanceof File ? [duplicateKey(source)] : []
  })
}
