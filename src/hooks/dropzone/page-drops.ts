import { carriesFiles } from './carries-files.ts'
import { isBehindModal } from './is-behind-modal.ts'
import { isTextField } from './wants-paste.ts'

/** A dropzone, as the page sees it. */
export type PageZone = {
  root(): Element | null
  /** Whether it takes anything at all. */
  isOpen(): boolean
  /** Whether it wants what belongs to no dropzone. */
  claims(): boolean
  /** What is held above the page for it; `undefined` when nothing is any more. */
  hold(held: DataTransfer | undefined): void
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
export function enterPage(zone: PageZone, document: Document): () => void {
  const page = pages.get(document) ?? watchPage(document)
  pages.set(document, page)
  page.zones.add(zone)
  return () => {
    zone.hold(undefined)
    page.zones.delete(zone)
    if (page.zones.size > 0) return
    page.stop()
    pages.delete(document)
  }
}

function watchPage(document: Document) {
  const zones = new Set<PageZone>()
  const controller = new AbortController()
  const options = { signal: controller.signal }
  let holder: PageZone | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let isOwnDrag = false

  function claimant(): PageZone | undefined {
    return [...zones].findLast((zone) => {
      const root = zone.root()
      return root && zone.isOpen() && zone.claims() && !isBehindModal(root)
    })
  }

  /** Firefox sends a paste to what is selected, or else to the body, wherever the focus is. */
  function focused(): PageZone | undefined {
    // `useFileDropzone` marks its root by it. The innermost is meant.
    const root = document.activeElement?.closest('[data-drag]')
    return root ? [...zones].find((zone) => zone.root() === root) : undefined
  }

  function hold(next: PageZone | undefined, held?: DataTransfer) {
    clearTimeout(silence)
    if (holder !== next) holder?.hold(undefined)
    if (holder !== next && held) next?.hold(held)
    holder = next
  }

  /** Whether something else is there for it: an enabled dropzone, a target of the application's, a file input. */
  function isTaken({ target, defaultPrevented }: Event): boolean {
    return defaultPrevented || (target instanceof HTMLInputElement && target.type === 'file')
  }

  /** Who gets what nothing else is there for. A dropzone that is disabled hands nothing on. */
  function heirOf({ target }: Event): PageZone | undefined {
    const isInside = target instanceof Node && [...zones].some((zone) => zone.root()?.contains(target))
    return isOwnDrag || isInside ? undefined : claimant()
  }

  function onDragOver(event: DragEvent) {
    const { dataTransfer } = event
    if (!carriesFiles(dataTransfer)) return
    if (isTaken(event)) {
      hold(undefined)
      return
    }
    const heir = heirOf(event)
    event.preventDefault()
    dataTransfer.dropEffect = heir ? 'copy' : 'none'
    hold(heir, dataTransfer)
  }

  function onDrop(event: DragEvent) {
    const { dataTransfer } = event
    hold(undefined)
    if (!carriesFiles(dataTransfer) || isTaken(event)) return
    event.preventDefault()
    heirOf(event)?.take(dataTransfer)
  }

  function onPaste(event: ClipboardEvent) {
    const { clipboardData } = event
    if (event.defaultPrevented || !carriesFiles(clipboardData) || isTextField(event.target)) return
    const zone = focused() ?? claimant()
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
      clearTimeout(silence)
      silence = setTimeout(() => {
        hold(undefined)
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
      clearTimeout(silence)
      controller.abort()
    },
  }
}
