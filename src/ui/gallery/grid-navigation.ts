/** Where somebody stands in a grid that is filled row by row, and how it is laid out. */
export type GridPosition = {
  index: number
  count: number
  /** Cells in a row. */
  columns: number
  /** Rows that are seen at once. */
  rows: number
  isRightToLeft: boolean
}

/** The cell that a key leads to; `undefined` where it means nothing in a grid. */
export function getGridTarget(key: string, place: GridPosition): number | undefined {
  const { index, count, columns } = place
  const target = targetOf(key, place)
  if (target === undefined) return undefined
  if (target >= 0 && target < count) return target
  // Beyond the last row: the last cell, unless it stands in that row already. Likewise the other way.
  const isLastRow = Math.floor(index / columns) === Math.floor((count - 1) / columns)
  if (target >= count) return isLastRow ? index : count - 1
  return index < columns ? index : index % columns
}

function targetOf(
  key: string,
  { index, count, columns, rows, isRightToLeft }: GridPosition,
): number | undefined {
  const forward = isRightToLeft ? -1 : 1
  switch (key) {
    case 'ArrowRight':
      return clamp(index + forward, count)
    case 'ArrowLeft':
      return clamp(index - forward, count)
    case 'ArrowDown':
      return index + columns
    case 'ArrowUp':
      return index - columns
    case 'PageDown':
      return index + columns * rows
    case 'PageUp':
      return index - columns * rows
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1))
}
