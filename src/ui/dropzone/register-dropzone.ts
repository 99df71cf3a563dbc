import { createChunk } from '../chunk.ts'
import { hasFiles, originOf } from './file-transfer.ts'
import { isInput, isTextField } from './text-field.ts'

/** A dropzone as its document knows it. */
export type DropzoneHandle = {
  root: Element
  /** Whether it accepts files now. */
  isEnabled(): boolean
  /** Whether it accepts what is dropped or pasted outside of every dropzone. */
  acceptsPageDrops(): boolean
  /** Called with the files that are dragged over the page and would be dropped here; with `undefined` once they are not. */
  setDrag(transfer: DataTransfer | undefined): void
  onTransfer(transfer: DataTransfer): void
}

const pageDrops = /* @__PURE__ */ createChunk(() => import('./document-drop.ts'))

// Passed on and not imported there: bundlers split what a chunk shares with the page into further chunks.
const domTools = { hasFiles, originOf, isInput, isTextField }

/** Functions of the page that the code for drops on the page uses. */
export type DomTools = typeof domTools

/**
 * Registers a dropzone with its document, for what is dropped and pasted outside of every dropzone; returns how to
 * unregister it. The code for that is loaded now: until it is there, files cannot be dropped on the page, but the
 * browser does not navigate to them either.
 */
export function registerDropzone(dropzone: DropzoneHandle): () => void {
  let unregister = refusePageDrops(dropzone.root.ownerDocument)
  const register = () => {
    const chunk = pageDrops.get()
    if (!chunk) return
    unregister()
    unregister = chunk.listenForPageDrops(dropzone, domTools)
  }
  const unsubscribe = pageDrops.subscribe(register)
  register()
  return () => {
    unsubscribe()
    unregister()
  }
}

function refusePageDrops(document: Document): () => void {
  const onDrag = (event: DragEvent) => {
    const { dataTransfer, defaultPrevented } = event
    if (defaultPrevented || !hasFiles(dataTransfer)) return
    event.preventDefault()
    dataTransfer.dropEffect = 'none'
  }
  const types = ['dragenter', 'dragover', 'drop'] as const
  for (const type of types) document.addEventListener(type, onDrag)
  return () => {
    for (const type of types) document.removeEventListener(type, onDrag)
  }
}
