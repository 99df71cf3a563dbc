import { transferItems } from './file-transfer.ts'
import { dropzoneCode } from './load-dropzone.ts'
import type { ReadOptions, ReadSelection } from './read-selection.ts'

/** Files that were dropped, pasted or picked in one go. */
export type Selection = {
  /** Whether reading takes a while. */
  hasDirectories: boolean
  /** The names of its files and folders. */
  names: readonly string[]
  read(options: ReadOptions): Promise<ReadSelection>
}

/** A dropped or pasted item, as the browser gives it during the event. */
export type TransferredItem = {
  entry: FileSystemEntry | undefined
  file: File | undefined
  handle: Promise<FileSystemHandle | undefined>
}

/** Picked files, alone or as a folder. */
export function selectionFromFiles(picked: ArrayLike<File>): Selection {
  const files = Array.from(picked)
  return {
    hasDirectories: false,
    names: files.map(({ name }) => name),
    read: async () => (await dropzoneCode.load()).readFiles(files),
  }
}

/** The files of a drop or a paste. Call it in the event handler: the browser empties the transfer afterwards. */
export function selectionFromTransfer(transfer: DataTransfer): Selection {
  const items = transferItems(transfer).map(captureItem)
  const { files } = transfer as Partial<DataTransfer>
  if (items.length === 0) return selectionFromFiles(files ?? [])
  return {
    hasDirectories: items.some(({ entry }) => entry?.isDirectory),
    names: items.map(({ entry, file }) => entry?.name ?? file?.name ?? ''),
    read: async (options) => (await dropzoneCode.load()).readItems(items, options),
  }
}

// Entry, handle and file must all be requested before the event handler returns.
function captureItem(item: DataTransferItem): TransferredItem {
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

function callOptionalMethod(
  item: DataTransferItem,
  method: 'webkitGetAsEntry' | 'getAsFileSystemHandle',
): unknown {
  const found: unknown = Reflect.get(item, method)
  return typeof found === 'function' ? (found.call(item) as unknown) : undefined
}
