import type { DirectoryItem, ListedFolder } from './directory-item.ts'
import { attachToFile } from './attach-to-file.ts'

const pageSize = 100

/**
 * A folder of the newer kind: what `getAsFileSystemHandle` gives, in Chromium on secure pages. Its files keep their
 * handles: with one an upload can go on after a reload.
 */
export function fromDirectoryHandle(handle: FileSystemDirectoryHandle, path = handle.name): ListedFolder {
  return { kind: 'folder', path, pages: () => pagesOf(handle, path) }
}

async function* pagesOf(
  folder: FileSystemDirectoryHandle,
  path: string,
): AsyncGenerator<readonly DirectoryItem[]> {
  let page: DirectoryItem[] = []
  for await (const child of folder.values()) {
    const listed = listedHandle(child, `${path}/${child.name}`)
    if (listed) page.push(listed)
    if (page.length < pageSize) continue
    yield page
    page = []
  }
  yield page
}

function listedHandle(handle: FileSystemHandle, path: string): DirectoryItem | undefined {
  if (handle instanceof FileSystemDirectoryHandle) return fromDirectoryHandle(handle, path)
  if (!(handle instanceof FileSystemFileHandle)) return undefined
  return {
    kind: 'file',
    path,
    open: async () => attachToFile(await handle.getFile(), 'handle', handle),
  }
}
