import {
  fromEntry,
  isDirectoryEntry,
  isDirectoryHandle,
  openEntry,
  walkDirectory,
  type ReadError,
  type WalkOptions,
} from './directory.ts'
import { attachToFile, getRelativePath, isSystemFile } from './relative-path.ts'
import type { TransferredItem } from './selection.ts'

/** `onFound` is called with the number of files found so far. */
export type ReadOptions = { signal: AbortSignal; onFound(count: number): void }

/** Files in the order of the selection, and the items that yielded none. */
export type ReadSelection = { files: readonly File[]; failures: readonly ReadError[] }

/** Picked files, without those that the operating system created inside a folder. */
export function readFiles(files: readonly File[]): ReadSelection {
  return { files: files.filter((file) => !isSystemFile(getRelativePath(file))), failures: [] }
}

/** The files of dropped or pasted items, and those inside their folders. */
export async function readItems(
  items: readonly TransferredItem[],
  { signal, onFound }: ReadOptions,
): Promise<ReadSelection> {
  const files: File[] = []
  const failures: ReadError[] = []
  const walk: WalkOptions = {
    signal,
    onFiles(found) {
      files.push(...found)
      onFound(files.length)
    },
    onFailure: (failure) => failures.push(failure),
  }
  for (const item of items) await readItem(item, walk)
  return { files, failures }
}

async function readItem(item: TransferredItem, walk: WalkOptions): Promise<void> {
  const { entry } = item
  const handle = await item.handle
  if (entry && isDirectoryEntry(entry)) {
    const directory = fromEntry(entry, isDirectoryHandle(handle) ? handle : undefined)
    const hasFiles = await walkDirectory(directory, walk)
    if (!hasFiles) walk.onFailure({ name: entry.name, reason: 'empty-folder' })
    return
  }
  try {
    const file = item.file ?? (entry && (await openEntry(entry)))
    if (!file) throw new Error('The browser handed over an item without its file.')
    walk.onFiles([handle ? attachToFile(file, 'handle', handle) : file])
  } catch (cause) {
    walk.onFailure({ name: entry?.name ?? '', reason: 'unreadable', cause })
  }
}
