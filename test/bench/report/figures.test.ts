import { expect, test } from 'vitest'
import type { Sample } from '../scenario.ts'
import { median, ratio } from './figures.ts'

const report = { stored: 1, wrong: 0, again: 0, preflights: 0, calls: 0, maxOpen: 0 }
const sample = (round: number, ms: number, isWhole = true): Sample => ({
  round,
  ms,
  isWhole,
  seen: {},
  report,
})

test('median › of an even number of values is the mean of the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([9, 1, 5])).toBe(5)
  expect(median([])).toBeUndefined()
})

test('ratio › counts a slow round on both sides', () => {
  const results = new Map([
    ['raw', [sample(0, 100), sample(1, 1000), sample(2, 100)]],
    ['ours', [sample(0, 110), sample(1, 1100), sample(2, 110)]],
  ])
  expect(ratio(results, 'ours', 'raw')).toBeCloseTo(1.1)
})

test('comparison › excludes a run that lost files', () => {
  const results = new Map([
    ['raw', [sample(0, 100)]],
    ['quick', [sample(0, 10, false)]],
  ])
  expect(ratio(results, 'quick', 'raw')).toBeUndefined()
})
