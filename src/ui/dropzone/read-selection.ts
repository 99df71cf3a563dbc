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

/** Files that were dropped, pasted or picked in one go. */
export type Selection = {
  /** Whether reading takes a while. */
  hasDirectories: boolean
  read(options: { signal: AbortSignal; onFound(count: number): void }): Promise<ReadSelection>
}

/** Files in the order of the selection, and the items that yielded none. */
export type ReadSelection = { files: readonly File[]; failures: readonly ReadError[] }

type Item = {
  entry: FileSystemEntry | undefined
  file: File | undefined
  handle: Promise<FileSystemHandle | undefined>
}

/** Picked files, alone or as a folder. */
export function selectionFromFiles(picked: ArrayLike<File>): Selection {
  const files = Array.from(picked).filter((file) => !isSystemFile(getRelativePath(file)))
  return { hasDirectories: false, read: async () => ({ files, failures: [] }) }
}

/** The files of a drop or a paste. Call it in the event handler: the browser empties the transfer afterwards. */
export function selectionFromTransfer(transfer: DataTransfer): Selection {
  const items = transferItems(transfer).map(toItem)
  if (items.length === 0) return selectionFromFiles(transfer.files)
  return {
    hasDirectories: items.some(({ entry }) => entry?.isDirectory),
    async read({ signal, onFound }) {
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
    },
  }
}

/** The items of a drag or a paste that are files. Events that tests construct may carry `files` alone. */
export function transferItems(transfer: DataTransfer): readonly DataTransferItem[] {
  const { items } = transfer as Partial<DataTransfer>
  return Array.from(items ?? []).filter(({ kind }) => kind === 'file')
}

// Entry, handle and file must all be requested before the event handler returns.
function toItem(item: DataTransferItem): Item {
  const entry = callOptionalMethod(item, 'webkitGetAsEntry') as FileSystemEntry | null | undefined
  const handle = callOptionalMethod(item, 'getAsFileSystemHandle') as
    Promise<FileSystemHandle | null> | undefined
  return {
    entry: entry ?? undefined,
    file: entry?.isDirectory ? undefined : (item.getAsFile() ?? undefined),
    handle: Promise.resolve(handle).then(
      (resolved) => resolved ?? undefined,
      () => undefined,
    ),
  }
}

async function readItem(item: Item, walk: WalkOptions): Promise<void> {
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

function callOptionalMethod(
  item: DataTransferItem,
  method: 'webkitGetAsEntry' | 'getAsFileSystemHandle',
): unknown {
  const found: unknown = Reflect.get(item, method)
  return typeof found === 'function' ? (found.call(item) as unknown) : undefined
}
