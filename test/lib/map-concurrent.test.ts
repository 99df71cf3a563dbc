import { expect, test } from 'vitest'
import { mapConcurrent } from '../../src/lib/map-concurrent.ts'

test('mapConcurrent › returns the results in order, with a limited number of calls in flight', async () => {
  let inFlight = 0
  let maxInFlight = 0
  const results = await mapConcurrent(3, [5, 1, 4, 2, 3], async (item) => {
    maxInFlight = Math.max(maxInFlight, ++inFlight)
    for (let turn = 0; turn < item; turn++) await Promise.resolve()
    inFlight--
    return item * 10
  })
  expect(results).toEqual([50, 10, 40, 20, 30])
  expect(maxInFlight).toBe(3)
})

test('mapConcurrent › starts no call after a failure', async () => {
  const started: number[] = []
  const mapped = mapConcurrent(2, [1, 2, 3, 4, 5, 6], async (item) => {
    started.push(item)
    await Promise.resolve()
    if (item === 2) throw new Error('two')
  })
  await expect(mapped).rejects.toThrow('two')
  await Promise.resolve()
  expect(started.length).toBeLessThan(6)
})
