import type { Listed, ListedFolder } from './listed.ts'
import { withProperty } from './with-property.ts'

const pageSize = 100

/**
 * A folder of the newer kind: what `getAsFileSystemHandle` gives, in Chromium on secure pages. Its files keep their
 * handles: with one an upload can go on after a reload.
 */
export function folderOfHandle(handle: FileSystemDirectoryHandle, path = handle.name): ListedFolder {
  return { kind: 'folder', path, pages: () => pagesOf(handle, path) }
}

async function* pagesOf(folder: FileSystemDirectoryHandle, path: string): AsyncGenerator<readonly Listed[]> {
  let page: Listed[] = []
  for await (const child of folder.values()) {
    const listed = listedHandle(child, `${path}/${child.name}`)
    if (listed) page.push(listed)
    if (page.length < pageSize) continue
    yield page
    page = []
  }
  yield page
}

function listedHandle(handle: FileSystemHandle, path: string): Listed | undefined {
  if (handle instanceof FileSystemDirectoryHandle) return folderOfHandle(handle, path)
  if (!(handle instanceof FileSystemFileHandle)) return undefined
  return {
    kind: 'file',
    path,
    open: async () => withProperty(await handle.getFile(), 'handle', handle),
  }
}
