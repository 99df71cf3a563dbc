import { fireEvent } from '@testing-library/react'

/** Drops files on an element, with a real `DataTransfer` and event. */
export function dropFiles(target: Element, files: readonly File[]): void {
  fireEvent(target, dragEvent('drop', files))
}

/** A drag event that carries files. */
export function dragEvent(type: string, files: readonly File[]): DragEvent {
  return new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carrying(files) })
}

/** Pastes files on an element, with a text where one is given. */
export function pasteFiles(target: Element, files: readonly File[], text?: string): ClipboardEvent {
  const clipboardData = carrying(files)
  if (text !== undefined) clipboardData.setData('text/plain', text)
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
  // Firefox drops files from a synthetic `ClipboardEvent`.
  if (event.clipboardData !== clipboardData)
    Object.defineProperty(event, 'clipboardData', { value: clipboardData })
  fireEvent(target, event)
  return event
}

function carrying(files: readonly File[]): DataTransfer {
  const carried = new DataTransfer()
  for (const file of files) carried.items.add(file)
  return carried
}

/** The contents of a folder; `'broken'` is a file that cannot be opened. */
export type Tree = { [name: string]: File | Tree | 'broken' }

/** Drops a fake folder that returns 100 entries per call, as in Chromium. Scripts cannot create a real one. */
export function dropTree(target: Element, name: string, tree: Tree): void {
  dropEntry(target, folderEntry(`/${name}`, tree))
}

function folderEntry(fullPath: string, tree: Tree): object {
  return {
    ...entryOf(fullPath, true),
    createReader() {
      const left = Object.entries(tree).map(([name, inner]) => childEntry(`${fullPath}/${name}`, inner))
      return {
        readEntries(resolve: (entries: readonly object[]) => void) {
          setTimeout(() => {
            resolve(left.splice(0, 100))
          })
        },
      }
    },
  }
}

function childEntry(fullPath: string, inner: File | Tree | 'broken'): object {
  if (inner !== 'broken' && !(inner instanceof File)) return folderEntry(fullPath, inner)
  return {
    ...entryOf(fullPath, false),
    file(resolve: (file: File) => void, reject: (error: Error) => void) {
      if (inner === 'broken') reject(new DOMException('gone', 'NotFoundError'))
      else resolve(inner)
    },
  }
}

/** Drops a fake folder that returns its next page of entries when `next` is called. */
export function dropFolder(target: Element, name: string, pages: readonly (readonly File[])[]) {
  const waiting: (() => void)[] = []
  const left = [...pages]
  const reader = {
    readEntries(resolve: (entries: readonly object[]) => void) {
      waiting.push(() => {
        resolve((left.shift() ?? []).map((file) => childEntry(`/${name}/${file.name}`, file)))
      })
    },
  }
  dropEntry(target, { ...entryOf(`/${name}`, true), createReader: () => reader })
  return {
    /** Returns the next page of entries, once it is requested; an empty page is the end. */
    async next() {
      while (waiting.length === 0) await new Promise((done) => setTimeout(done))
      waiting.shift()?.()
    },
  }
}

function entryOf(fullPath: string, isDirectory: boolean) {
  return { isFile: !isDirectory, isDirectory, name: fullPath.replace(/.*\//, ''), fullPath }
}

function dropEntry(target: Element, entry: object): void {
  const item = { kind: 'file', type: '', webkitGetAsEntry: () => entry, getAsFile: () => null }
  const event = new Event('drop', { bubbles: true, cancelable: true })
  Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], items: [item], files: [] } })
  fireEvent(target, event)
}
