/** A position in a grid that is filled row by row, and the grid's layout. */
export type GridPosition = {
  index: number
  count: number
  /** Cells per row. */
  columns: number
  /** Rows per page, for PageUp and PageDown. */
  rows: number
  isRightToLeft: boolean
}

/** The cell that a key moves to; `undefined` if the key doesn't navigate. */
export function gridTarget(key: string, position: GridPosition): number | undefined {
  const { index, count, columns } = position
  const target = unclampedTarget(key, position)
  if (target === undefined) return undefined
  if (target >= 0 && target < count) return target
  // Below the last row: the last cell, unless `index` is in that row. Above the first row: the same column in it.
  const isInLastRow = Math.floor(index / columns) === Math.floor((count - 1) / columns)
  if (target >= count) return isInLastRow ? index : count - 1
  return index < columns ? index : index % columns
}

function unclampedTarget(key: string, position: GridPosition): number | undefined {
  const { index, count, columns, rows, isRightToLeft } = position
  const clamp = (target: number) => Math.max(0, Math.min(target, count - 1))
  const forward = isRightToLeft ? -1 : 1
  switch (key) {
    case 'ArrowRight':
      return clamp(index + forward)
    case 'ArrowLeft':
      return clamp(index - forward)
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

/** Layout of a grid in pixels, as measured. */
export type GridShape = {
  columns: number
  cellWidth: number
  cellHeight: number
  columnGap: number
  rowGap: number
}

/** Cells in the grid's flow; the focused cell is absolutely positioned while it is off-screen. */
export const flowCellSelector = '[data-frame]:not([data-offscreen])'

/** Measures a grid of equal cells; `undefined` if no cell is visible. */
export function measureGrid(grid: HTMLElement): GridShape | undefined {
  const cells = [...grid.querySelectorAll<HTMLElement>(flowCellSelector)]
  const [first] = cells
  if (!first) return undefined
  const { width, height } = first.getBoundingClientRect()
  if (width === 0 || height === 0) return undefined
  const styles = getComputedStyle(first.parentElement ?? grid)
  const secondRow = cells.findIndex(({ offsetTop }) => offsetTop > first.offsetTop)
  // With a single row, the columns are the tracks of a CSS grid, filled or not.
  const tracks = styles.display.endsWith('grid') ? styles.gridTemplateColumns.split(' ').length : cells.length
  return {
    columns: secondRow === -1 ? tracks : secondRow,
    cellWidth: width,
    cellHeight: height,
    columnGap: Number.parseFloat(styles.columnGap) || 0,
    rowGap: Number.parseFloat(styles.rowGap) || 0,
  }
}

/** Pixels from the top of one row to the top of the next. */
export function rowPitch({ cellHeight, rowGap }: GridShape): number {
  return cellHeight + rowGap
}

// Chromium's layout units are 1/64 px and Firefox's 1/60 px, so that a cell's size depends on its position. A
// difference of 1/60 px would shift the last of several thousand rows by more than a row.
const layoutUnitTolerance = 0.04

/** Whether two measurements are equal, apart from the browser's rounding. */
export function isSameShape(a: GridShape | undefined, b: GridShape | undefined): boolean {
  if (!a || !b) return a === b
  const keys = ['columns', 'cellWidth', 'cellHeight', 'columnGap', 'rowGap'] as const
  return keys.every((key) => Math.abs(a[key] - b[key]) < layoutUnitTolerance)
}

export function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl'
}

/** Whether a key is part of a shortcut of the browser or the operating system. */
export function hasModifier(event: { altKey: boolean; ctrlKey: boolean; metaKey: boolean }): boolean {
  return event.altKey || event.ctrlKey || event.metaKey
}
