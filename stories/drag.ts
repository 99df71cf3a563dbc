const upAndBack = { bubbles: true, cancelable: true } as const

/** Dispatches a drag event with files: `dragenter` drags them over the element, `drop` drops them. */
export function drag(type: 'dragenter' | 'dragover' | 'drop', target: Element, files: readonly File[]): void {
  target.dispatchEvent(new DragEvent(type, { ...upAndBack, dataTransfer: carrying(files) }))
}

/** Pastes files, like a screenshot from the clipboard. */
export function paste(target: Element, files: readonly File[]): void {
  target.dispatchEvent(new ClipboardEvent('paste', { ...upAndBack, clipboardData: carrying(files) }))
}

/** Drops a folder whose listing never ends, like a very large one. */
export function dropEndlessFolder(target: Element, count = 0): void {
  const files = Array.from({ length: count }, (_, index) => fileEntry(`${index}.jpg`))
  const readEntries = (resolve: (entries: readonly unknown[]) => void) => {
    // 100 entries per call, as in Chromium.
    if (files.length > 0) resolve(files.splice(0, 100))
  }
  const folder = { name: 'photos', fullPath: '/photos', isFile: false, isDirectory: true }
  const entry = { ...folder, createReader: () => ({ readEntries }) }
  const item = { kind: 'file', type: '', webkitGetAsEntry: () => entry, getAsFile: () => null }
  const event = new Event('drop', upAndBack)
  // Scripts cannot add a folder to a real `DataTransfer`.
  Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files: [], items: [item] } })
  target.dispatchEvent(event)
}

function fileEntry(name: string) {
  const file = (resolve: (file: File) => void) => {
    resolve(new File(['x'], name))
  }
  return { name, fullPath: `/photos/${name}`, isFile: true, isDirectory: false, file }
}

function carrying(files: readonly File[]): DataTransfer {
  const carried = new DataTransfer()
  for (const file of files) carried.items.add(file)
  return carried
}
