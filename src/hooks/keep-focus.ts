const focusable = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex]'

/**
 * Moves the focus on when what held it inside `root` is removed: to the same place in what came after it, else
 * before it, else to the first that can take it, else to `root`. Returns how to stop.
 */
export function keepFocus(root: HTMLElement): () => void {
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
    if (!held || held.isConnected || isSomewhere(document.activeElement)) return
    const heir = heirOf(held, records) ?? takers(root)[0] ?? root
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

function isSomewhere(active: Element | null): boolean {
  return active !== null && active !== document.body
}

function heirOf(lost: Element, records: readonly MutationRecord[]): HTMLElement | undefined {
  const record = removalOf(lost, records)
  const gone = [...(record?.removedNodes ?? [])].find((node) => node.contains(lost))
  const before = gone instanceof Element ? takers(gone) : []
  const fromEnd = Math.max(0, before.length - 1 - before.findIndex((taker) => taker === lost))
  for (const direction of ['nextSibling', 'previousSibling'] as const) {
    for (let node = record?.[direction]; node; node = step(node, direction, records)) {
      const heirs = node instanceof Element ? takers(node) : []
      if (heirs.length > 0) return heirs.at(-1 - Math.min(fromEnd, heirs.length - 1))
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

/** What a Tab could reach in a node, the node included. */
function takers(node: Element): HTMLElement[] {
  return [node, ...node.querySelectorAll(focusable)].filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement && element.matches(focusable) && element.tabIndex >= 0,
  )
}
