const upAndBack = { bubbles: true, cancelable: true } as const

/** Carries files to an element: `dragenter` holds them above it, `drop` lets go. */
export function drag(type: 'dragenter' | 'dragover' | 'drop', target: Element, files: readonly File[]): void {
  target.dispatchEvent(new DragEvent(type, { ...upAndBack, dataTransfer: carrying(files) }))
}

/** Pastes files, as screenshots are. */
export function paste(target: Element, files: readonly File[]): void {
  target.dispatchEvent(new ClipboardEvent('paste', { ...upAndBack, clipboardData: carrying(files) }))
}

/** Drops a folder of so many files that is never listed to its end: big ones take a while. */
export function dropEndlessFolder(target: Element, count = 0): void {
  const files = Array.from({ length: count }, (_, place) => fileEntry(`${place}.jpg`))
  const readEntries = (resolve: (entries: readonly unknown[]) => void) => {
    // A hundred at a time, as Chromium does.
    if (files.length > 0) resolve(files.splice(0, 100))
  }
  const folder = { name: 'photos', fullPath: '/photos', isFile: false, isDirectory: true }
  const entry = { ...folder, createReader: () => ({ readEntries }) }
  const item = { kind: 'file', type: '', webkitGetAsEntry: () => entry, getAsFile: () => null }
  const event = new Event('drop', upAndBack)
  // A script cannot put a folder into a real one.
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
