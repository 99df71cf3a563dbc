import type { Upload } from '../../uploader/upload.ts'
import { getRelativePath } from './relative-path.ts'

/** What happens to a file that is already among the uploads. */
export type DuplicatePolicy = 'allow' | 'skip' | 'ask'

/** Files by what happens to them, each list in the order of the selection. */
export type PartitionedFiles = {
  admitted: readonly File[]
  duplicates: readonly File[]
  tooMany: readonly File[]
}

type Options = { policy: DuplicatePolicy; existingKeys: Iterable<string>; remainingSlots: number }

/** Admits as many files as fit. A duplicate has the path, size and modification time of an upload or an earlier file. */
export function partitionFiles(files: readonly File[], options: Options): PartitionedFiles {
  const existingKeys = new Set(options.existingKeys)
  const admitted: File[] = []
  const duplicates: File[] = []
  const tooMany: File[] = []
  for (const file of files) {
    const key = duplicateKey(file)
    if (options.policy !== 'allow' && existingKeys.has(key)) duplicates.push(file)
    else if (admitted.length >= options.remainingSlots) tooMany.push(file)
    else {
      existingKeys.add(key)
      admitted.push(file)
    }
  }
  return { admitted, duplicates, tooMany }
}

/** Identifies a file as a person does: by path, size and modification time. */
export function duplicateKey(file: File): string {
  return [getRelativePath(file), file.size, file.lastModified].join('\n')
}

/** The keys of all uploads that are completed or may still complete. */
export function getDuplicateKeys(uploads: readonly Upload[]): readonly string[] {
  return uploads.flatMap(({ source, state }) => {
    const counts = state.status !== 'failed' && state.status !== 'cancelled'
    return counts && isFile(source) ? [duplicateKey(source)] : []
  })
}

function isFile(source: Blob): source is File {
  return 'name' in source && 'lastModified' in source
}
