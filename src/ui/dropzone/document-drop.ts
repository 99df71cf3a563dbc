import type { DomTools, DropzoneHandle } from './register-dropzone.ts'

type DocumentDrop = { dropzones: Set<DropzoneHandle>; unsubscribe(): void }

const documents = new WeakMap<Document, DocumentDrop>()

/**
 * Registers a dropzone with its document; returns how to unregister it. Files that are dropped or pasted outside of
 * every dropzone go to one that accepts page drops: the last registered, so that one in a dialog has precedence over
 * the one behind it. A paste goes to the focused dropzone first. Without one that accepts them, dropped files are
 * ignored: the browser would navigate away to show them.
 */
export function listenForPageDrops(dropzone: DropzoneHandle, tools: DomTools): () => void {
  const document = dropzone.root.ownerDocument
  const { dropzones, unsubscribe } = documents.get(document) ?? listen(document, tools)
  dropzones.add(dropzone)
  return () => {
    dropzone.setDrag(undefined)
    dropzones.delete(dropzone)
    if (dropzones.size > 0) return
    unsubscribe()
    documents.delete(document)
  }
}

function listen(document: Document, { hasFiles, originOf, isInput, isTextField }: DomTools): DocumentDrop {
  const dropzones = new Set<DropzoneHandle>()
  const drag = createDragTracker()
  const controller = new AbortController()
  const options = { signal: controller.signal }
  // An image of the page that is dragged carries a file too, which is not meant for a dropzone.
  let isPageContent = false

  function targetFor(event: Event): DropzoneHandle | undefined {
    const path = event.composedPath()
    const isInside = [...dropzones].some(({ root }) => path.includes(root))
    // A disabled dropzone does not pass on what is dropped on it.
    return isPageContent || isInside ? undefined : findPageDropzone(dropzones)
  }

  /** Whether an enabled dropzone, a drop target of the application or a file input takes the drop. */
  function isHandled(event: Event): boolean {
    return event.defaultPrevented || isInput(originOf(event), (type) => type === 'file')
  }

  function onDragOver(event: DragEvent) {
    const { dataTransfer } = event
    if (!hasFiles(dataTransfer)) return
    if (isHandled(event)) {
      drag.end()
      return
    }
    const target = targetFor(event)
    event.preventDefault()
    dataTransfer.dropEffect = target ? 'copy' : 'none'
    drag.moveTo(target, dataTransfer)
  }

  function onDrop(event: DragEvent) {
    const { dataTransfer } = event
    drag.end()
    if (hasFiles(dataTransfer) && !isHandled(event)) {
      event.preventDefault()
      targetFor(event)?.onTransfer(dataTransfer)
    }
    // `dragend` does not reach the document if the dragged element was removed meanwhile.
    isPageContent = false
  }

  function onPaste(event: ClipboardEvent) {
    const { clipboardData } = event
    if (event.defaultPrevented || !hasFiles(clipboardData) || isTextField(originOf(event))) return
    const target = findFocusedDropzone(document, dropzones) ?? findPageDropzone(dropzones)
    if (!target) return
    event.preventDefault()
    if (target.isEnabled()) target.onTransfer(clipboardData)
  }

  document.addEventListener('dragenter', onDragOver, options)
  document.addEventListener('dragover', onDragOver, options)
  document.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget ?? drag.endSoon(), options)
  document.addEventListener('drop', onDrop, options)
  document.addEventListener('paste', onPaste, options)
  document.addEventListener('dragstart', () => (isPageContent = true), options)
  document.addEventListener('dragend', () => (isPageContent = false), options)

  const registered: DocumentDrop = {
    dropzones,
    unsubscribe() {
      drag.end()
      controller.abort()
    },
  }
  documents.set(document, registered)
  return registered
}

// A drag leaves one element before it enters the next: it has left the page only if no event follows.
const dragLeaveDelayMs = 120

/** Passes the drag to one dropzone at a time. */
function createDragTracker() {
  let active: DropzoneHandle | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function moveTo(next: DropzoneHandle | undefined, transfer?: DataTransfer) {
    clearTimeout(timer)
    if (active === next) return
    active?.setDrag(undefined)
    active = next
    next?.setDrag(transfer)
  }
  const end = () => moveTo(undefined)
  return {
    moveTo,
    end,
    endSoon() {
      clearTimeout(timer)
      timer = setTimeout(end, dragLeaveDelayMs)
    },
  }
}

function findPageDropzone(dropzones: Iterable<DropzoneHandle>): DropzoneHandle | undefined {
  return [...dropzones]
    .reverse()
    .find((dropzone) => dropzone.isEnabled() && dropzone.acceptsPageDrops() && !isInert(dropzone.root))
}

/** Firefox dispatches a paste on the selection, or else on the body, wherever the focus is. */
function findFocusedDropzone(
  document: Document,
  dropzones: Iterable<DropzoneHandle>,
): DropzoneHandle | undefined {
  const active = deepActiveElement(document)
  const ancestors = active ? composedAncestors(active) : []
  const byRoot = new Map([...dropzones].map((dropzone) => [dropzone.root as Node, dropzone]))
  const root = ancestors.find((node) => byRoot.has(node))
  return root && byRoot.get(root)
}

/** Whether an element cannot be interacted with: it is inert, hidden, or behind a modal dialog. */
function isInert(element: Element): boolean {
  const ancestors = composedAncestors(element)
  if (
    ancestors.some((node) => 'matches' in node && (node as Element).matches('[inert], [aria-hidden="true"]'))
  )
    return true
  const modals = findModals(element.ownerDocument)
  return modals.length > 0 && !modals.some((modal) => ancestors.includes(modal))
}

function findModals(document: Document): readonly Element[] {
  try {
    return [...document.querySelectorAll('dialog:modal')]
  } catch {
    // Browsers before 2022 and some DOM simulations do not parse `:modal`.
    return []
  }
}

/**
 * A node and its ancestors in the flat tree, innermost first: `closest` and `contains` stop at shadow roots.
 *
 * @see https://developer.mozilla.org/docs/Web/API/Node/getRootNode
 */
function composedAncestors(node: Node): readonly Node[] {
  const ancestors: Node[] = []
  for (let current: Node | undefined = node; current; current = parentOf(current)) ancestors.push(current)
  return ancestors
}

/** The focused element, inside open shadow roots too. */
function deepActiveElement(document: Document): Element | null {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return active
}

function parentOf(node: Node): Node | undefined {
  const slot = 'assignedSlot' in node ? (node.assignedSlot as Node | null) : null
  const isShadowRoot = node.nodeType === node.DOCUMENT_FRAGMENT_NODE && 'host' in node
  return slot ?? node.parentNode ?? (isShadowRoot ? (node as ShadowRoot).host : undefined)
}
