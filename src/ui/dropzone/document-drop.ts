import { hasFiles } from './has-files.ts'
import { isInert } from './is-inert.ts'
import { isTextField } from './should-handle-paste.ts'

/** A dropzone, as the page sees it. */
export type DropzoneHandle = {
  root(): Element | null
  /** Whether it takes anything at all. */
  isOpen(): boolean
  /** Whether it wants what belongs to no dropzone. */
  claims(): boolean
  /** What is held above the page for it; `undefined` when nothing is any more. */
  setDragTarget(held: DataTransfer | undefined): void
  take(taken: DataTransfer): void
}

// The pointer leaves one element before it enters the next: only a silence means that it has left the page.
const silenceMs = 120

const pages = new WeakMap<Document, ReturnType<typeof watchPage>>()

/**
 * Enters a dropzone into its page; returns how to take it out. What is dropped or pasted beside every dropzone goes to
 * the one that claims it. Of several that is the last to come, so that one in a dialog goes before the one behind it. A
 * paste goes to the one that has the focus first. Where none claims, a file that misses is not opened in place of the
 * page.
 */
export function registerDropzone(zone: DropzoneHandle, document: Document): () => void {
  const page = pages.get(document) ?? watchPage(document)
  pages.set(document, page)
  page.zones.add(zone)
  return () => {
    zone.setDragTarget(undefined)
    page.zones.delete(zone)
    if (page.zones.size > 0) return
    page.stop()
    pages.delete(document)
  }
}

function watchPage(document: Document) {
  const zones = new Set<DropzoneHandle>()
  const controller = new AbortController()
  const options = { signal: controller.signal }
  let holder: DropzoneHandle | undefined
  let dragLeaveTimer: ReturnType<typeof setTimeout> | undefined
  let isOwnDrag = false

  function findPageDropTarget(): DropzoneHandle | undefined {
    return [...zones].findLast((zone) => {
      const root = zone.root()
      return root && zone.isOpen() && zone.claims() && !isInert(root)
    })
  }

  /** Firefox sends a paste to what is selected, or else to the body, wherever the focus is. */
  function focusedDropzone(): DropzoneHandle | undefined {
    // `useFileDropzone` marks its root by it. The innermost is meant.
    const root = document.activeElement?.closest('[data-drag]')
    return root ? [...zones].find((zone) => zone.root() === root) : undefined
  }

  function setDragTarget(next: DropzoneHandle | undefined, held?: DataTransfer) {
    clearTimeout(dragLeaveTimer)
    if (holder !== next) holder?.setDragTarget(undefined)
    if (holder !== next && held) next?.setDragTarget(held)
    holder = next
  }

  /** Whether something else is there for it: an enabled dropzone, a target of the application's, a file input. */
  function isHandled({ target, defaultPrevented }: Event): boolean {
    return defaultPrevented || (target instanceof HTMLInputElement && target.type === 'file')
  }

  /** Who gets what nothing else is there for. A dropzone that is disabled hands nothing on. */
  function findDropTarget({ target }: Event): DropzoneHandle | undefined {
    const isInside = target instanceof Node && [...zones].some((zone) => zone.root()?.contains(target))
    return isOwnDrag || isInside ? undefined : findPageDropTarget()
  }

  function onDragOver(event: DragEvent) {
    const { dataTransfer } = event
    if (!hasFiles(dataTransfer)) return
    if (isHandled(event)) {
      setDragTarget(undefined)
      return
    }
    const heir = findDropTarget(event)
    event.preventDefault()
    dataTransfer.dropEffect = heir ? 'copy' : 'none'
    setDragTarget(heir, dataTransfer)
  }

  function onDrop(event: DragEvent) {
    const { dataTransfer } = event
    setDragTarget(undefined)
    if (!hasFiles(dataTransfer) || isHandled(event)) return
    event.preventDefault()
    findDropTarget(event)?.take(dataTransfer)
  }

  function onPaste(event: ClipboardEvent) {
    const { clipboardData } = event
    if (event.defaultPrevented || !hasFiles(clipboardData) || isTextField(event.target)) return
    const zone = focusedDropzone() ?? findPageDropTarget()
    if (!zone) return
    event.preventDefault()
    if (zone.isOpen()) zone.take(clipboardData)
  }

  document.addEventListener('dragenter', onDragOver, options)
  document.addEventListener('dragover', onDragOver, options)
  document.addEventListener('drop', onDrop, options)
  document.addEventListener('paste', onPaste, options)
  document.addEventListener(
    'dragleave',
    ({ relatedTarget }) => {
      if (relatedTarget) return
      clearTimeout(dragLeaveTimer)
      dragLeaveTimer = setTimeout(() => {
        setDragTarget(undefined)
      }, silenceMs)
    },
    options,
  )
  // A picture of the page that is dragged about comes as a file too.
  document.addEventListener('dragstart', () => (isOwnDrag = true), options)
  document.addEventListener('dragend', () => (isOwnDrag = false), options)

  return {
    zones,
    stop() {
      clearTimeout(dragLeaveTimer)
      controller.abort()
    },
  }
}
