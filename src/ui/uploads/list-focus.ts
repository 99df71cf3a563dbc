import { focusableFromEnd, indexFromEnd } from '../a11y/focusables.ts'
import type { RowRange } from '../windowing.ts'

/** The row that has the focus, or is about to take it. */
export type RowFocus = {
  id: string
  /** Index of the focused element among those of the row, from the end. */
  index: number
  /** All ids at that time. */
  ids: readonly string[]
  /** Whether the row has yet to take the focus. */
  isPending: boolean
}

/** The focus after the ids have changed: a removed row passes it to the next one, else to the previous one. */
export function moveRowFocus(focus: RowFocus, ids: readonly string[]): RowFocus | undefined {
  const present = new Set(ids)
  if (present.has(focus.id)) return { ...focus, ids }
  const from = focus.ids.indexOf(focus.id)
  const nextId =
    focus.ids.slice(from + 1).find((id) => present.has(id)) ??
    focus.ids.slice(0, Math.max(from, 0)).findLast((id) => present.has(id))
  return nextId === undefined ? undefined : { ...focus, id: nextId, ids, isPending: true }
}

/** The focus of the row that contains an element, which has the focus now. */
export function rowFocusOf(element: Element, ids: readonly string[]): RowFocus | undefined {
  const row = element.closest<HTMLElement>('[data-upload]')
  const id = row?.dataset['upload']
  if (!row || id === undefined) return undefined
  return { id, index: indexFromEnd(row, element), ids, isPending: false }
}

/** Whether the focus stays in a list that it leaves an element of. */
export function staysInside(list: Element, next: Element | null): boolean {
  // When the window loses the focus, the document keeps its active element.
  return list.contains(next) || list.contains(list.ownerDocument.activeElement)
}

/** Moves the focus to the row that is about to take it. */
export function focusRow(list: Element, { id, index }: RowFocus): void {
  const row = list.querySelector(`[data-upload="${CSS.escape(id)}"]`)
  if (row) focusableFromEnd(row, index)?.focus()
}

type KeyEvent = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'defaultPrevented'>

/** The focus after a key was pressed; `undefined` for keys that do not move it. */
export function rowFocusOfKey(
  { key, altKey, ctrlKey, metaKey, defaultPrevented }: KeyEvent,
  focus: RowFocus,
  ids: readonly string[],
): RowFocus | undefined {
  if (altKey || ctrlKey || metaKey || defaultPrevented) return undefined
  const row = rowOfKey(key, ids.indexOf(focus.id), ids.length)
  const id = row === undefined ? undefined : ids[row]
  return id === undefined ? undefined : { ...focus, id, ids, isPending: true }
}

/** Index of the row that a key leads to from the one at `index`; `undefined` for other keys. */
export function rowOfKey(key: string, index: number, count: number): number | undefined {
  if (key === 'ArrowDown') return Math.min(index + 1, count - 1)
  if (key === 'ArrowUp') return Math.max(index - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return undefined
}

/** Indexes of the rows in the range, of the focused row, and of its neighbours, so that Tab leads to them. */
export function withFocusedRows({ start, end }: RowRange, focused: number, count: number): number[] {
  const range = Array.from({ length: Math.max(0, Math.min(end, count) - start) }, (_, index) => start + index)
  if (focused < 0) return range
  const pinned = [focused - 1, focused, focused + 1].filter((row) => row >= 0 && row < count)
  return [...new Set([...range, ...pinned])].sort((a, b) => a - b)
}
