import { hasFiles, isInput, isTextField, originOf } from './file-transfer.ts'
import { dropzoneCode } from './load-dropzone.ts'

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

// Passed on and not imported there: bundlers split what a chunk shares with the page into further chunks.
const domTools = { hasFiles, originOf, isInput, isTextField }

/** Functions of the page that the code for drops on the page uses. */
export type DomTools = typeof domTools

/**
 * Registers a dropzone with its document, for what is dropped and pasted outside of every dropzone; returns how to
 * unregister it. Until the code of dropzones is loaded, files cannot be dropped on the page, but the browser does not
 * navigate to them either. A pointer over the dropzone and files over the page load it.
 */
export function registerDropzone(dropzone: DropzoneHandle): () => void {
  let unregister = waitForFiles(dropzone.root)
  const register = () => {
    const chunk = dropzoneCode.get()
    if (!chunk) return
    unregister()
    unregister = chunk.listenForPageDrops(dropzone, domTools)
  }
  const unsubscribe = dropzoneCode.onLoad(register)
  register()
  return () => {
    unsubscribe()
    unregister()
  }
}

/** Loads the code of dropzones once files may come; until then, refuses those that are dropped on the page. */
function waitForFiles(root: Element): () => void {
  const document = root.ownerDocument
  const controller = new AbortController()
  const options = { signal: controller.signal }
  const onDrag = (event: DragEvent) => {
    const { dataTransfer, defaultPrevented } = event
    if (!hasFiles(dataTransfer)) return
    dropzoneCode.preload()
    if (defaultPrevented) return
    event.preventDefault()
    dataTransfer.dropEffect = 'none'
  }
  for (const type of ['dragenter', 'dragover', 'drop'] as const) {
    document.addEventListener(type, onDrag, options)
  }
  // Also before a touch.
  root.addEventListener('pointerenter', dropzoneCode.preload, options)
  return () => controller.abort()
}
