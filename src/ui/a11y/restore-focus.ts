import { focusableFromEnd, focusablesIn, indexFromEnd } from './focusables.ts'

/**
 * Moves the focus on when what held it inside `root` is removed: to the same place in what came after it, else
 * before it, else to the first that can take it, else to what `last` gives, else to `root`. Returns how to stop.
 */
export function restoreFocusOnRemoval(
  root: HTMLElement,
  last: (root: HTMLElement) => HTMLElement | undefined = () => undefined,
): () => void {
  let held: Element | undefined

  function onFocusIn({ target }: FocusEvent) {
    held = target instanceof Element && root.contains(target) ? target : undefined
  }
  // Browsers disagree on whether a removed element blurs. One that is still there was left on purpose.
  function onFocusOut() {
    queueMicrotask(() => {
      if (held?.isConnected && held !== document.activeElement) held = undefined
    })
  }

  const observer = new MutationObserver((records) => {
    if (!held || held.isConnected || hasFocus(document.activeElement)) return
    const heir = findNextFocus(held, records) ?? focusablesIn(root)[0] ?? last(root) ?? root
    held = undefined
    heir.focus()
  })

  document.addEventListener('focusin', onFocusIn)
  root.addEventListener('focusout', onFocusOut)
  observer.observe(root, { childList: true, subtree: true })
  return () => {
    document.removeEventListener('focusin', onFocusIn)
    root.removeEventListener('focusout', onFocusOut)
    observer.disconnect()
  }
}

function hasFocus(active: Element | null): boolean {
  return active !== null && active !== document.body
}

function findNextFocus(lost: Element, records: readonly MutationRecord[]): HTMLElement | undefined {
  const record = removalOf(lost, records)
  const gone = [...(record?.removedNodes ?? [])].find((node) => node.contains(lost))
  const place = gone instanceof Element ? indexFromEnd(gone, lost) : 0
  for (const direction of ['nextSibling', 'previousSibling'] as const) {
    for (let node = record?.[direction]; node; node = step(node, direction, records)) {
      const heir = node instanceof Element ? focusableFromEnd(node, place) : undefined
      if (heir) return heir
    }
  }
  return undefined
}

/** The neighbour; that of a node which was removed too stands in its record. */
function step(node: Node, direction: 'nextSibling' | 'previousSibling', records: readonly MutationRecord[]) {
  return node.isConnected ? node[direction] : removalOf(node, records)?.[direction]
}

function removalOf(gone: Node, records: readonly MutationRecord[]): MutationRecord | undefined {
  return records.findLast(({ removedNodes }) => [...removedNodes].some((node) => node.contains(gone)))
}
