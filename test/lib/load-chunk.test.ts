import { expect, test } from 'vitest'
import { loadChunk } from '../../src/lib/load-chunk.ts'

test('loadChunk › a chunk that does not load is a network error with its cause', async () => {
  const cause = new TypeError('Failed to fetch dynamically imported module')
  await expect(loadChunk(() => Promise.reject(cause))).rejects.toMatchObject({ code: 'network', cause })
})

test('loadChunk › resolves with the module', async () => {
  expect(await loadChunk(async () => 'chunk')).toBe('chunk')
})
