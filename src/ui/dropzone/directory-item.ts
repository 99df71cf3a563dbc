/** A file in a folder that is being listed. Its bytes are not touched before it is opened. */
export type ListedFile = {
  kind: 'file'
  /** From the dropped folder down, with `/`. */
  path: string
  open(): Promise<File>
}

/** A folder that comes page by page: nobody knows how large it is before its end. */
export type ListedFolder = { kind: 'folder'; path: string; pages(): AsyncIterable<readonly DirectoryItem[]> }

export type DirectoryItem = ListedFile | ListedFolder
