import { fireEvent } from '@testing-library/react'

/** Drops files on an element as a browser does: a real `DataTransfer`, a real event. */
export function dropFiles(target: Element, files: readonly File[]): void {
  fireEvent(target, dragEvent('drop', files))
}

/** A drag event that carries files. */
export function dragEvent(type: string, files: readonly File[]): DragEvent {
  const dataTransfer = new DataTransfer()
  for (const file of files) dataTransfer.items.add(file)
  return new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer })
}

/** Drops a folder whose pages of entries come when `next` is called: scripts cannot make a real folder. */
export function dropFolder(target: Element, name: string, pages: readonly (readonly File[])[]) {
  const waiting: (() => void)[] = []
  const entryOf = (file: File) => ({
    isFile: true,
    isDirectory: false,
    name: file.name,
    fullPath: `/${name}/${file.name}`,
    file(resolve: (file: File) => void) {
      resolve(file)
    },
  })
  const left = [...pages]
  const reader = {
    readEntries(resolve: (entries: readonly unknown[]) => void) {
      waiting.push(() => {
        resolve((left.shift() ?? []).map(entryOf))
      })
    },
  }
  const folder = {
    isFile: false,
    isDirectory: true,
    name,
    fullPath: `/${name}`,
    createReader: () => reader,
  }
  const item = { kind: 'file', type: '', webkitGetAsEntry: () => folder, getAsFile: () => null }
  const event = new Event('drop', { bubbles: true, cancelable: true })
  Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], items: [item], files: [] } })
  fireEvent(target, event)
  return {
    /** Hands over the next page of entries, once it is asked for; an empty one is the end. */
    async next() {
      while (waiting.length === 0) await new Promise((done) => setTimeout(done))
      waiting.shift()?.()
    },
  }
}
