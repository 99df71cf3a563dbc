const selector = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex]'

/** What a Tab could reach in a node, the node included. */
export function focusablesIn(node: Element): HTMLElement[] {
  return [node, ...node.querySelectorAll(selector)].filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement && element.matches(selector) && element.tabIndex >= 0,
  )
}

/** How many can be reached in `node` after `held`: a place that neighbours have as well, since buttons line up there. */
export function indexFromEnd(node: Element, held: Element): number {
  const all = focusablesIn(node)
  return Math.max(0, all.length - 1 - all.findIndex((element) => element === held))
}

/** What is in that place of `node`, or in the nearest; `undefined` where nothing can take the focus. */
export function focusableFromEnd(node: Element, place: number): HTMLElement | undefined {
  const all = focusablesIn(node)
  return all.at(-1 - Math.min(place, all.length - 1))
}
