import { QueryClient } from '@tanstack/react-query'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileQueries, UploadError, type UploadErrorCode } from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'
import { getGridTarget } from '../../../src/ui/gallery/grid-navigation.ts'

const grid = { count: 10, columns: 4, rows: 2, isRightToLeft: false }
const keys = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']

describe('a key in the grid', () => {
  test.each([
    ['ArrowRight', 3, 4],
    ['ArrowRight', 9, 9],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 5, 9],
    // Below the seventh there is no cell, but a row.
    ['ArrowDown', 6, 9],
    ['ArrowDown', 8, 8],
    ['ArrowUp', 2, 2],
    ['ArrowUp', 6, 2],
    ['PageDown', 1, 9],
    ['PageUp', 9, 1],
    ['PageUp', 6, 2],
    ['Home', 7, 0],
    ['End', 2, 9],
  ])('%s leads from %d to %d', (key, index, target) => {
    expect(getGridTarget(key, { ...grid, index })).toBe(target)
  })

  test('follows the direction of writing', () => {
    expect(getGridTarget('ArrowLeft', { ...grid, index: 3, isRightToLeft: true })).toBe(4)
    expect(getGridTarget('ArrowRight', { ...grid, index: 3, isRightToLeft: true })).toBe(2)
  })

  test('that means nothing leads nowhere', () => {
    expect(getGridTarget('a', { ...grid, index: 3 })).toBeUndefined()
  })

  test('never leads out of the grid, and up and down keep the column where they can', () => {
    const places = fc.record({
      count: fc.integer({ min: 1, max: 60 }),
      columns: fc.integer({ min: 1, max: 9 }),
      rows: fc.integer({ min: 1, max: 9 }),
      isRightToLeft: fc.boolean(),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(places, fc.constantFrom(...keys), ({ seed, ...place }, key) => {
        const index = seed % place.count
        const target = getGridTarget(key, { ...place, index }) ?? -1
        expect(target).toBeGreaterThanOrEqual(0)
        expect(target).toBeLessThan(place.count)
        const isVertical = key === 'ArrowUp' || key === 'PageUp'
        if (isVertical) expect(target % place.columns).toBe(index % place.columns)
      }),
    )
  })
})

test.each<[UploadErrorCode, boolean]>([
  ['unsupported', false],
  ['not-found', false],
  ['forbidden', false],
  ['server-error', true],
  ['offline', true],
])('after %s frames and status are asked for again: %s', async (code, isAskedAgain) => {
  const refuse = () => Promise.reject(new UploadError(code, 'No.'))
  const backend = { ...createFakeBackend(), frames: refuse, status: refuse }
  const client = new QueryClient()
  for (const options of [fileQueries.frames(backend, 'film'), fileQueries.status(backend, 'film')]) {
    await client
      .query({ ...(options as { queryKey: readonly string[] }), retry: false })
      .catch(() => undefined)
    const query = client.getQueryCache().find({ queryKey: options.queryKey })
    const interval = options.refetchInterval as (query: unknown) => number | false
    expect(interval(query) !== false).toBe(isAskedAgain)
  }
})
