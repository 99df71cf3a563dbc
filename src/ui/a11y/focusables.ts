const selector = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex]'

/** The elements in a node that the Tab key can reach, the node included. */
export function focusablesIn(node: Element): HTMLElement[] {
  return [node, ...node.querySelectorAll<HTMLElement>(selector)].filter(
    (element): element is HTMLElement =>
      element.matches(selector) && 'tabIndex' in element && (element as HTMLElement).tabIndex >= 0,
  )
}

/** The index of `element` among the focusable elements of `node`, from the end: buttons line up there in every row. */
export function indexFromEnd(node: Element, element: Element): number {
  const focusables = focusablesIn(node)
  return Math.max(0, focusables.length - 1 - focusables.findIndex((one) => one === element))
}

/** The focusable element at that index, or the nearest; `undefined` if there is none. */
export function focusableFromEnd(node: Element, index: number): HTMLElement | undefined {
  const focusables = focusablesIn(node)
  return focusables.at(-1 - Math.min(index, focusables.length - 1))
}
