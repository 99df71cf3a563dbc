/** Columns and rows as they are laid out: cells that share the first one's top make the first row. */
export function measureGrid(grid: HTMLElement): { columns: number; rows: number; isRightToLeft: boolean } {
  const cells = [...grid.children].filter((child) => child instanceof HTMLElement)
  const [first] = cells
  const isRightToLeft = getComputedStyle(grid).direction === 'rtl'
  if (!first) return { columns: 1, rows: 1, isRightToLeft }
  const below = cells.findIndex((cell) => cell.offsetTop > first.offsetTop)
  const columns = below === -1 ? cells.length : below
  const height = (cells[below]?.offsetTop ?? first.offsetTop + first.offsetHeight) - first.offsetTop
  const rows = Math.max(1, Math.floor(grid.clientHeight / Math.max(1, height)))
  return { columns, rows, isRightToLeft }
}
