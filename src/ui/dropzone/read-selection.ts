import { isSystemFile } from './is-system-file.ts'
import { fromDirectoryEntry, isFolder } from './from-entry.ts'
import { fromDirectoryHandle } from './from-handle.ts'
import { walkFolder, type WalkOptions } from './walk-directory.ts'
import { attachToFile } from './attach-to-file.ts'

/** What was dropped, pasted or picked in one go. */
export type Selection = {
  /** Whether reading it takes a while. */
  hasFolders: boolean
  read(options: { signal: AbortSignal; onFound(count: number): void }): Promise<ReadSelection>
}

/** What gave no file. */
export type ReadError = { name: string; reason: 'unreadable' | 'empty-folder'; cause?: unknown }

/** Files in the order in which they were given, and what gave none. */
export type ReadSelection = { files: readonly File[]; failures: readonly ReadError[] }

type Handle = Promise<FileSystemHandle | undefined>
type Item =
  | { kind: 'file'; file: File; handle: Handle }
  | { kind: 'folder'; entry: FileSystemDirectoryEntry; handle: Handle }
  | { kind: 'lost' }

/** Files that were picked, alone or as a folder. */
export function selectionOfFiles(files: Iterable<File>): Selection {
  const all = [...files].filter(({ webkitRelativePath }) => !isSystemFile(webkitRelativePath))
  return { hasFolders: false, read: async () => ({ files: all, failures: [] }) }
}

/** What a drop or a paste carries. To be called in its event: afterwards the browser has emptied it. */
export function selectionOfTransfer(transfer: DataTransfer): Selection {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file').map(itemOf)
  if (items.length === 0) return selectionOfFiles(transfer.files)
  return {
    hasFolders: items.some(({ kind }) => kind === 'folder'),
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

// The newer kind of handle comes by a promise that must be asked for in the event, like everything else.
function itemOf(item: DataTransferItem): Item {
  const entry = callOptionalMethod(item, 'webkitGetAsEntry') as FileSystemEntry | null | undefined
  const asked = callOptionalMethod(item, 'getAsFileSystemHandle') as
    Promise<FileSystemHandle | null> | undefined
  const handle = Promise.resolve(asked).then(
    (found) => found ?? undefined,
    () => undefined,
  )
  if (entry && isFolder(entry)) return { kind: 'folder', entry, handle }
  const file = item.getAsFile()
  return file ? { kind: 'file', file, handle } : { kind: 'lost' }
}

async function readItem(item: Item, walk: WalkOptions): Promise<void> {
  if (item.kind === 'lost') {
    walk.onFailure({ name: '', reason: 'unreadable' })
    return
  }
  const handle = await item.handle
  if (item.kind === 'file') {
    walk.onFiles([handle ? attachToFile(item.file, 'handle', handle) : item.file])
    return
  }
  const folder = isFolderHandle(handle) ? fromDirectoryHandle(handle) : fromDirectoryEntry(item.entry)
  if (!(await walkFolder(folder, walk))) walk.onFailure({ name: item.entry.name, reason: 'empty-folder' })
}

function isFolderHandle(handle: FileSystemHandle | undefined): handle is FileSystemDirectoryHandle {
  return handle?.kind === 'directory'
}

/** What only some browsers have. */
function callOptionalMethod(
  item: DataTransferItem,
  method: 'webkitGetAsEntry' | 'getAsFileSystemHandle',
): unknown {
  const found: unknown = Reflect.get(item, method)
  return typeof found === 'function' ? (found.call(item) as unknown) : undefined
}
