/**
 * A node and its ancestors in the flat tree, innermost first: `closest` and `contains` stop at shadow roots.
 *
 * @see https://developer.mozilla.org/docs/Web/API/Node/getRootNode
 */
export function composedAncestors(node: Node): readonly Node[] {
  const ancestors: Node[] = []
  for (let current: Node | undefined = node; current; current = parentOf(current)) ancestors.push(current)
  return ancestors
}

/** The focused element, inside open shadow roots too. */
export function deepActiveElement(document: Document): Element | null {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return active
}

function parentOf(node: Node): Node | undefined {
  const slot = 'assignedSlot' in node ? (node.assignedSlot as Node | null) : null
  const isShadowRoot = node.nodeType === node.DOCUMENT_FRAGMENT_NODE && 'host' in node
  return slot ?? node.parentNode ?? (isShadowRoot ? (node as ShadowRoot).host : undefined)
}
