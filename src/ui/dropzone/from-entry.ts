import type { DirectoryItem, ListedFolder } from './directory-item.ts'

/** A folder of the older kind: what `webkitGetAsEntry` gives, in every browser. */
export function fromDirectoryEntry(entry: FileSystemDirectoryEntry): ListedFolder {
  return { kind: 'folder', path: pathOf(entry), pages: () => pagesOf(entry) }
}

// Chromium gives a hundred entries at a time and says only by an empty page that there are no more.
async function* pagesOf(folder: FileSystemDirectoryEntry): AsyncGenerator<readonly DirectoryItem[]> {
  const reader = folder.createReader()
  for (;;) {
    const page = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (page.length === 0) return
    yield page.flatMap((entry) => listed(entry) ?? [])
  }
}

function listed(entry: FileSystemEntry): DirectoryItem | undefined {
  if (isFolder(entry)) return fromDirectoryEntry(entry)
  if (!isFile(entry)) return undefined
  return {
    kind: 'file',
    path: pathOf(entry),
    open: () => new Promise((resolve, reject) => entry.file(resolve, reject)),
  }
}

function pathOf({ fullPath }: FileSystemEntry): string {
  return fullPath.replace(/^\//, '')
}

/** Whether it is a folder: the types do not tell. */
export function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}
