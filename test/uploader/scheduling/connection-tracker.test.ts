import { expect, test } from 'vitest'
import { createConnectionTracker } from '../../../src/uploader/scheduling/connection-tracker.ts'

/** Sends one after another, each in no time, until `'auto'` has looked beyond what it began with. */
function drive(store: string, api?: string) {
  const traffic = createConnectionTracker()
  traffic.noteApi(api)
  const limits: number[] = []
  for (let sent = 0; sent < 40; sent++) {
    const journeys = Array.from({ length: 5 }, () => traffic.begin(`${store}/key?signature=x`, () => true))
    limits.push(traffic.maxConcurrency())
    for (const journey of journeys) journey.end(1000)
  }
  return { traffic, limits }
}

test("'auto' takes more connections than five from a store of its own", () => {
  expect(Math.max(...drive('https://store.test', 'https://api.test/files').limits)).toBeGreaterThan(5)
})

test("'auto' leaves a connection for JSON where the API and the store are one host", () => {
  const { traffic, limits } = drive('https://api.test', 'https://api.test/files')
  expect(Math.max(...limits)).toBe(5)
  // With nothing on its way there, others may have them all.
  expect(traffic.maxConcurrency()).toBeGreaterThan(5)
})
