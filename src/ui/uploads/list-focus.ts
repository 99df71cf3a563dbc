/** Which row holds the focus, or is to take it. */
export type RowFocus = {
  id: string
  /** The place of what is focused, counted from the row's end: buttons line up there. */
  place: number
  /** The ids when this was so. */
  ids: readonly string[]
  /** Whether the row has yet to take it. */
  isDue: boolean
}

/** Where the focus belongs once the ids are `ids`: a row that went leaves it to the next, else to the one before. */
export function moveRowFocus(focus: RowFocus, ids: readonly string[]): RowFocus | undefined {
  const present = new Set(ids)
  if (present.has(focus.id)) return { ...focus, ids }
  const from = focus.ids.indexOf(focus.id)
  const heir =
    focus.ids.slice(from + 1).find((id) => present.has(id)) ??
    focus.ids.slice(0, Math.max(from, 0)).findLast((id) => present.has(id))
  return heir === undefined ? undefined : { ...focus, id: heir, ids, isDue: true }
}

/** The row that a key leads to from the one at `index`; `undefined` where the key leads nowhere. */
export function rowOfKey(key: string, index: number, count: number): number | undefined {
  if (key === 'ArrowDown') return Math.min(index + 1, count - 1)
  if (key === 'ArrowUp') return Math.max(index - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return undefined
}

/** Rows to render besides those in view: the one with the focus, and its neighbours, which a Tab leads to. */
export function withFocusedRows(rows: readonly number[], focused: number, count: number): number[] {
  if (focused < 0) return [...rows]
  const pinned = [focused - 1, focused, focused + 1].filter((row) => row >= 0 && row < count)
  return [...new Set([...rows, ...pinned])].sort((a, b) => a - b)
}
