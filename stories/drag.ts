const upAndBack = { bubbles: true, cancelable: true } as const

/** Carries files to an element: `dragenter` holds them above it, `drop` lets go. */
export function drag(type: 'dragenter' | 'drop', target: Element, files: readonly File[]): void {
  target.dispatchEvent(new DragEvent(type, { ...upAndBack, dataTransfer: carrying(files) }))
}

/** Pastes files, as screenshots are. */
export function paste(target: Element, files: readonly File[]): void {
  target.dispatchEvent(new ClipboardEvent('paste', { ...upAndBack, clipboardData: carrying(files) }))
}

/** Drops a folder that is never listed to its end: big ones take a while. */
export function dropEndlessFolder(target: Element): void {
  const entry = { isDirectory: true, createReader: () => ({ readEntries: () => undefined }) }
  const item = { kind: 'file', type: '', webkitGetAsEntry: () => entry, getAsFile: () => null }
  const event = new Event('drop', upAndBack)
  // A script cannot put a folder into a real one.
  Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files: [], items: [item] } })
  target.dispatchEvent(event)
}

function carrying(files: readonly File[]): DataTransfer {
  const carried = new DataTransfer()
  for (const file of files) carried.items.add(file)
  return carried
}
