/** How a grid is laid out, in pixels: what its styles made of it. */
export type GridShape = {
  columns: number
  cellWidth: number
  cellHeight: number
  columnGap: number
  rowGap: number
}

/** Cells of a grid that are in their place; one that is kept outside what is seen is laid out by itself. */
const visibleCellSelector = '[data-frame]:not([data-offscreen])'

/** Measures a grid of equal cells; `undefined` while it has none, or none that is seen. */
export function measureGrid(grid: HTMLElement): GridShape | undefined {
  const cells = [...grid.querySelectorAll<HTMLElement>(visibleCellSelector)]
  const [first] = cells
  if (!first) return undefined
  const { width, height } = first.getBoundingClientRect()
  if (width === 0 || height === 0) return undefined
  const styles = getComputedStyle(first.parentElement ?? grid)
  const below = cells.findIndex(({ offsetTop }) => offsetTop > first.offsetTop)
  // Of a single row only a grid's tracks tell how many would fit.
  const tracks = styles.display.endsWith('grid') ? styles.gridTemplateColumns.split(' ').length : cells.length
  return {
    columns: below === -1 ? tracks : below,
    cellWidth: width,
    cellHeight: height,
    columnGap: Number.parseFloat(styles.columnGap) || 0,
    rowGap: Number.parseFloat(styles.rowGap) || 0,
  }
}

/** Pixels from one row to the next. */
export function rowPitch({ cellHeight, rowGap }: GridShape): number {
  return cellHeight + rowGap
}

// Chromium rounds to 64ths of a pixel and Firefox to 60ths, by where a cell lies: over thousands of rows another
// 60th moves the last ones by more than a row.
const epsilon = 0.04

/** Whether two measurements are one, to what a browser rounds. */
export function isSameShape(a: GridShape | undefined, b: GridShape | undefined): boolean {
  if (!a || !b) return a === b
  const keys = ['columns', 'cellWidth', 'cellHeight', 'columnGap', 'rowGap'] as const
  return keys.every((key) => Math.abs(a[key] - b[key]) < epsilon)
}

export function isRightToLeft(element: HTMLElement): boolean {
  return getComputedStyle(element).direction === 'rtl'
}
