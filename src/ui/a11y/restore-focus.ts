import { focusableFromEnd, focusablesIn, indexFromEnd } from './focusables.ts'

/**
 * Moves the focus on when the focused element inside `root` is removed: to the element at the same index of what
 * followed it, else of what preceded it, else to the first focusable one, else to `fallback`, else to `root`.
 *
 * @param before the focused element and the removals from before this code was loaded
 * @returns stops it
 */
export function restoreFocusOnRemoval(
  root: HTMLElement,
  before: { focused: Element | undefined; removals: readonly MutationRecord[] },
  fallback: (root: HTMLElement) => HTMLElement | undefined = () => undefined,
): () => void {
  const document = root.ownerDocument
  let { focused } = before

  function onFocusIn(event: FocusEvent) {
    const [target] = event.composedPath()
    focused = isElement(target) && root.contains(target) ? target : undefined
  }
  // Browsers disagree on whether removing the focused element fires `focusout`. If it is still connected, the focus
  // was moved on purpose.
  function forgetMoved() {
    if (focused?.isConnected && focused !== activeElement(root)) focused = undefined
  }
  const onFocusOut = () => queueMicrotask(forgetMoved)

  function onRemoval(records: readonly MutationRecord[]) {
    if (!focused || focused.isConnected || hasFocus(document)) return
    const target = nextFocus(focused, records) ?? focusablesIn(root)[0] ?? fallback(root) ?? root
    focused = undefined
    target.focus()
  }

  forgetMoved()
  onRemoval(before.removals)
  const observer = new MutationObserver(onRemoval)
  document.addEventListener('focusin', onFocusIn)
  root.addEventListener('focusout', onFocusOut)
  observer.observe(root, { childList: true, subtree: true })
  return () => {
    document.removeEventListener('focusin', onFocusIn)
    root.removeEventListener('focusout', onFocusOut)
    observer.disconnect()
  }
}

/** The first focusable element of the dropzone that shares the nearest ancestor with `node`. */
export function nearestDropzone(node: Element): HTMLElement | undefined {
  for (let ancestor: Element | null = node; ancestor; ancestor = ancestor.parentElement) {
    // `useFileDropzone` sets it on its root, whatever the markup is.
    const dropzone = ancestor.querySelector('[data-drag]')
    if (dropzone) return focusablesIn(dropzone)[0]
  }
  return undefined
}

// Not `instanceof Element`, which is false for elements of another realm, as in an iframe.
function isElement(target: EventTarget | undefined): target is Element {
  return target !== undefined && 'nodeType' in target && target.nodeType === 1
}

/** The focused element of the document or shadow tree that `node` is in. */
function activeElement(node: Element): Element | null {
  const root = node.getRootNode()
  return 'activeElement' in root ? (root.activeElement as Element | null) : null
}

function hasFocus({ activeElement, body }: Document): boolean {
  return activeElement !== null && activeElement !== body
}

function nextFocus(removed: Element, records: readonly MutationRecord[]): HTMLElement | undefined {
  const record = removalOf(removed, records)
  const removedRoot = [...(record?.removedNodes ?? [])].find((node) => node.contains(removed))
  const index = removedRoot && isElement(removedRoot) ? indexFromEnd(removedRoot, removed) : 0
  for (const direction of ['nextSibling', 'previousSibling'] as const) {
    for (let node = record?.[direction]; node; node = step(node, direction, records)) {
      const target = isElement(node) ? focusableFromEnd(node, index) : undefined
      if (target) return target
    }
  }
  return undefined
}

/** The sibling; if the node was removed too, its record knows it. */
function step(node: Node, direction: 'nextSibling' | 'previousSibling', records: readonly MutationRecord[]) {
  return node.isConnected ? node[direction] : removalOf(node, records)?.[direction]
}

function removalOf(removed: Node, records: readonly MutationRecord[]): MutationRecord | undefined {
  return records.findLast(({ removedNodes }) => [...removedNodes].some((node) => node.contains(removed)))
}
