import { expect, test } from 'vitest'
import { loadChunk } from '../../src/lib/load-chunk.ts'

test('loadChunk › rejects with a network error and its cause if the chunk does not load', async () => {
  const cause = new TypeError('Failed to fetch dynamically imported module')
  await expect(loadChunk(() => Promise.reject(cause))).rejects.toMatchObject({ code: 'network', cause })
})

test('loadChunk › resolves with the module', async () => {
  expect(await loadChunk(async () => 'chunk')).toBe('chunk')
})
