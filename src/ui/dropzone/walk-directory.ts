import { isSystemFile } from './is-system-file.ts'
import type { DirectoryItem, ListedFile, ListedFolder } from './directory-item.ts'
import type { ReadError } from './read-selection.ts'
import { attachToFile } from './attach-to-file.ts'

/** Where the files of a walk go, and what ends it. */
export type WalkOptions = {
  signal: AbortSignal
  onFiles(files: readonly File[]): void
  /** What cannot be read does not end the walk. */
  onFailure(failure: ReadError): void
}

/** Goes through a folder to its last page, and through the folders in it. Says whether anything was there. */
export async function walkFolder(folder: ListedFolder, walk: WalkOptions): Promise<boolean> {
  let hasSome = false
  try {
    for await (const page of folder.pages()) {
      walk.signal.throwIfAborted()
      const files = page.filter(shouldInclude)
      const opened = await Promise.all(files.map((file) => openFile(file, walk)))
      walk.signal.throwIfAborted()
      walk.onFiles(opened.filter((file) => file !== undefined))
      hasSome ||= files.length > 0
      for (const inner of page) {
        if (inner.kind === 'folder') hasSome = (await walkFolder(inner, walk)) || hasSome
      }
    }
    return hasSome
  } catch (cause) {
    walk.signal.throwIfAborted()
    walk.onFailure({ name: folder.path, reason: 'unreadable', cause })
    return true
  }
}

async function openFile(listed: ListedFile, { onFailure }: WalkOptions): Promise<File | undefined> {
  try {
    return attachToFile(await listed.open(), 'relativePath', listed.path)
  } catch (cause) {
    onFailure({ name: listed.path, reason: 'unreadable', cause })
    return undefined
  }
}

function shouldInclude(listed: DirectoryItem): listed is ListedFile {
  return listed.kind === 'file' && !isSystemFile(listed.path)
}
