import { UploadError } from '../../errors.ts'
import { createId } from '../../uploader/create-id.ts'
import type { Upload } from '../../uploader/upload.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import type { DropzoneMessages } from '../i18n/messages.ts'
import type { DuplicateFile, FileRejection, SelectionRules } from './file-selection.ts'
import { getRelativePath } from './relative-path.ts'
import type { ValidatedSelection } from './validate.ts'

/** What happens to a file that is already among the uploads. */
export type DuplicatePolicy = 'allow' | 'skip' | 'ask'

type SortOptions = {
  uploader: Uploader
  remainingSlots: number
  /** Duplicates that wait for a decision. */
  pending: readonly DuplicateFile[]
}

/** A validated selection, by what happens to its files. */
export type SortedFiles = {
  admitted: readonly File[]
  duplicates: readonly DuplicateFile[]
  rejections: readonly FileRejection[]
}

/** Separates the files of a selection that fit from duplicates, and from those that are rejected. */
export function sortFiles(
  { accepted, rejections }: ValidatedSelection,
  {
    multiple,
    maxFiles = Infinity,
    duplicates: policy,
    messages,
  }: SelectionRules & { messages: DropzoneMessages },
  { uploader, remainingSlots, pending }: SortOptions,
): SortedFiles {
  const { admitted, duplicates, tooMany } = partitionFiles(accepted, {
    policy,
    existingKeys: policy === 'allow' ? [] : getDuplicateKeys(uploader.uploads()),
    remainingSlots: multiple ? remainingSlots : Math.min(1, remainingSlots),
  })
  const isFull = multiple || remainingSlots === 0
  const tooManyMessage = isFull ? messages.tooManyFiles(maxFiles) : messages.oneAtATime
  const skipped = policy === 'skip' ? duplicates : []
  return {
    admitted,
    duplicates: policy === 'ask' ? toDuplicatePrompts(duplicates, pending) : [],
    rejections: [
      ...rejections,
      ...skipped.map((file) => rejectFile(file, 'duplicate', messages.duplicate)),
      ...tooMany.map((file) => rejectFile(file, 'too-many-files', tooManyMessage)),
    ],
  }
}

function rejectFile(file: File, code: 'duplicate' | 'too-many-files', message: string): FileRejection {
  return { name: getRelativePath(file), file, error: new UploadError(code, message) }
}

/** One prompt for each file about which there is none yet. */
function toDuplicatePrompts(
  files: readonly File[],
  existing: readonly DuplicateFile[],
): readonly DuplicateFile[] {
  const keys = new Set(existing.map(({ file }) => duplicateKey(file)))
  return files.flatMap((file) => {
    const key = duplicateKey(file)
    if (keys.has(key)) return []
    keys.add(key)
    return { id: createId(), name: getRelativePath(file), file }
  })
}

type PartitionedFiles = {
  admitted: readonly File[]
  duplicates: readonly File[]
  tooMany: readonly File[]
}

type PartitionOptions = { policy: DuplicatePolicy; existingKeys: Iterable<string>; remainingSlots: number }

/** Admits as many files as fit. A duplicate has the path, size and modification time of an upload or an earlier file. */
function partitionFiles(files: readonly File[], options: PartitionOptions): PartitionedFiles {
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
function duplicateKey(file: File): string {
  return [getRelativePath(file), file.size, file.lastModified].join('\n')
}

/** The keys of all uploads that are completed or may still complete. */
function getDuplicateKeys(uploads: readonly Upload[]): readonly string[] {
  return uploads.flatMap(({ source, state }) => {
    const counts = state.status !== 'failed' && state.status !== 'cancelled'
    return counts && isFile(source) ? [duplicateKey(source)] : []
  })
}

function isFile(source: Blob): source is File {
  return 'name' in source && 'lastModified' in source
}

/** How many more files a dropzone with these uploads may hold. */
export function remainingSlots(
  uploader: Uploader,
  uploadIds: readonly string[],
  maxFiles = Infinity,
): number {
  const isHeld = (id: string) => (uploader.get(id)?.state.status ?? 'cancelled') !== 'cancelled'
  return Math.max(0, maxFiles - uploadIds.filter(isHeld).length)
}
