import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gridTarget } from '../../../src/ui/gallery/grid.ts'

const grid = { count: 10, columns: 4, rows: 2, isRightToLeft: false }
const keys = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']

describe('gridTarget', () => {
  test.each([
    ['ArrowRight', 3, 4],
    ['ArrowRight', 9, 9],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 5, 9],
    // The last row has no cell below index 6: the last cell is next.
    ['ArrowDown', 6, 9],
    ['ArrowDown', 8, 8],
    ['ArrowUp', 2, 2],
    ['ArrowUp', 6, 2],
    ['PageDown', 1, 9],
    ['PageUp', 9, 1],
    ['PageUp', 6, 2],
    ['Home', 7, 0],
    ['End', 2, 9],
  ])('%s moves from %d to %d', (key, index, target) => {
    expect(gridTarget(key, { ...grid, index })).toBe(target)
  })

  test('mirrors the arrow keys in right-to-left content', () => {
    expect(gridTarget('ArrowLeft', { ...grid, index: 3, isRightToLeft: true })).toBe(4)
    expect(gridTarget('ArrowRight', { ...grid, index: 3, isRightToLeft: true })).toBe(2)
  })

  test('is undefined for keys that do not navigate', () => {
    expect(gridTarget('a', { ...grid, index: 3 })).toBeUndefined()
  })

  test('stays in the grid, and in its column when moving up', () => {
    const grids = fc.record({
      count: fc.integer({ min: 1, max: 60 }),
      columns: fc.integer({ min: 1, max: 9 }),
      rows: fc.integer({ min: 1, max: 9 }),
      isRightToLeft: fc.boolean(),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(grids, fc.constantFrom(...keys), ({ seed, ...grid }, key) => {
        const index = seed % grid.count
        const target = gridTarget(key, { ...grid, index }) ?? -1
        expect(target).toBeGreaterThanOrEqual(0)
        expect(target).toBeLessThan(grid.count)
        const isUp = key === 'ArrowUp' || key === 'PageUp'
        if (isUp) expect(target % grid.columns).toBe(index % grid.columns)
      }),
    )
  })
})
