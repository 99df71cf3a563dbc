/** Whether an element cannot be reached now: it is inert, or behind a modal dialog. */
export function isInert(element: Element): boolean {
  if (element.closest('[inert], [aria-hidden="true"]')) return true
  const modals = [...element.ownerDocument.querySelectorAll('dialog:modal')]
  return modals.length > 0 && !modals.some((modal) => modal.contains(element))
}
