import { expect, test, vi } from 'vitest'
import { createConnectionTracker } from '../../../src/uploader/scheduling/connection-tracker.ts'

/** Sends immediate requests until the automatic concurrency has exceeded its initial value. */
async function drive(store: string, api?: string) {
  const connections = createConnectionTracker()
  connections.addApi(api)
  connections.autoConcurrency()
  await vi.dynamicImportSettled()
  const limits: number[] = []
  for (let sent = 0; sent < 40; sent++) {
    const handles = Array.from({ length: 5 }, () => connections.start(`${store}/key?signature=x`, () => true))
    limits.push(connections.autoConcurrency())
    for (const handle of handles) handle.end(1000)
  }
  return { connections, limits }
}

test("connection tracker › 'auto' uses more than five connections to a host without an API", async () => {
  const { limits } = await drive('https://store.test', 'https://api.test/files')
  expect(Math.max(...limits)).toBeGreaterThan(5)
})

test("connection tracker › 'auto' leaves a connection for JSON where API and store share a host", async () => {
  const { connections, limits } = await drive('https://api.test', 'https://api.test/files')
  expect(Math.max(...limits)).toBe(5)
  // Nothing is in flight to that host any more.
  expect(connections.autoConcurrency()).toBeGreaterThan(5)
})
