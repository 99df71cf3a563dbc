import { attachToFile, isSystemFile } from './relative-path.ts'

/** A file in a directory listing. Its bytes are not read before it is opened. */
type DirectoryFile = {
  kind: 'file'
  /** From the dropped folder down, separated by `/`. */
  path: string
  open(): Promise<File>
}

/** A directory that is listed page by page: its size is not known before its end. */
export type Directory = { kind: 'directory'; path: string; pages(): AsyncIterable<readonly DirectoryItem[]> }

type DirectoryItem = DirectoryFile | Directory

/** An item of a selection that yields no file. */
export type ReadError = { name: string; reason: 'unreadable' | 'empty-folder'; cause?: unknown }

/** Receives what a walk finds. */
export type WalkOptions = {
  signal: AbortSignal
  onFiles(files: readonly File[]): void
  /** An unreadable item does not end the walk. */
  onFailure(failure: ReadError): void
}

/** Walks a directory and its subdirectories to the end. Resolves to whether it holds any file. */
export async function walkDirectory(directory: Directory, walk: WalkOptions): Promise<boolean> {
  let hasFiles = false
  try {
    for await (const page of directory.pages()) {
      walk.signal.throwIfAborted()
      const files = page.filter(shouldInclude)
      const opened = await Promise.all(files.map((file) => openFile(file, walk)))
      walk.signal.throwIfAborted()
      walk.onFiles(opened.filter((file) => file !== undefined))
      hasFiles ||= files.length > 0
      for (const item of page) {
        if (item.kind === 'directory') hasFiles = (await walkDirectory(item, walk)) || hasFiles
      }
    }
    return hasFiles
  } catch (cause) {
    walk.signal.throwIfAborted()
    walk.onFailure({ name: directory.path, reason: 'unreadable', cause })
    return true
  }
}

async function openFile(item: DirectoryFile, { onFailure }: WalkOptions): Promise<File | undefined> {
  try {
    return attachToFile(await item.open(), 'relativePath', item.path)
  } catch (cause) {
    onFailure({ name: item.path, reason: 'unreadable', cause })
    return undefined
  }
}

function shouldInclude(item: DirectoryItem): item is DirectoryFile {
  return item.kind === 'file' && !isSystemFile(item.path)
}

/**
 * A dropped directory. Its entries list every file; its handle, in Chromium on secure pages, omits names that Windows
 * does not allow (`Is it?.txt`), so handles are only attached to the files that have one.
 *
 * @see https://developer.mozilla.org/docs/Web/API/DataTransferItem/webkitGetAsEntry
 */
export function fromEntry(entry: FileSystemDirectoryEntry, handle?: FileSystemDirectoryHandle): Directory {
  return { kind: 'directory', path: pathOf(entry), pages: () => readPages(entry, handle) }
}

// Chromium returns at most 100 entries per call; an empty page marks the end.
async function* readPages(
  entry: FileSystemDirectoryEntry,
  handle: FileSystemDirectoryHandle | undefined,
): AsyncGenerator<readonly DirectoryItem[]> {
  const reader = entry.createReader()
  const controller = new AbortController()
  const handles = handle && readHandles(handle, controller.signal)
  try {
    for (;;) {
      const page = await new Promise<FileSystemEntry[]>((resolve, reject) => {
        reader.readEntries(resolve, reject)
      })
      if (page.length === 0) return
      const byName = await handles
      yield page.map((child) => toItem(child, byName?.get(child.name)))
    }
  } finally {
    controller.abort()
  }
}

async function readHandles(
  directory: FileSystemDirectoryHandle,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, FileSystemHandle>> {
  const handles = new Map<string, FileSystemHandle>()
  try {
    for await (const handle of directory.values()) {
      if (signal.aborted) break
      handles.set(handle.name, handle)
    }
  } catch {
    // Without handles the files are uploaded all the same; they cannot be reopened after a reload.
  }
  return handles
}

function toItem(entry: FileSystemEntry, handle: FileSystemHandle | undefined): DirectoryItem {
  if (isDirectoryEntry(entry)) return fromEntry(entry, isDirectoryHandle(handle) ? handle : undefined)
  return {
    kind: 'file',
    path: pathOf(entry),
    async open() {
      const file = await openEntry(entry)
      return handle ? attachToFile(file, 'handle', handle) : file
    },
  }
}

function pathOf({ fullPath }: FileSystemEntry): string {
  return fullPath.replace(/^\//, '')
}

/** The `File` of an entry that is not a directory. */
export function openEntry(entry: FileSystemEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    const file = entry as FileSystemFileEntry
    file.file(resolve, reject)
  })
}

export function isDirectoryEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

export function isDirectoryHandle(handle: FileSystemHandle | undefined): handle is FileSystemDirectoryHandle {
  return handle?.kind === 'directory'
}
