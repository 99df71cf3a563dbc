import { expect, onTestFinished, test, vi } from 'vitest'
import { loadChunk, loadWithRetries } from '../../src/lib/load-chunk.ts'

test('loadChunk › rejects with a network error and its cause if the chunk does not load', async () => {
  const cause = new TypeError('Failed to fetch dynamically imported module')
  await expect(loadChunk(() => Promise.reject(cause))).rejects.toMatchObject({ code: 'network', cause })
})

test('loadChunk › resolves with the module', async () => {
  expect(await loadChunk(async () => 'chunk')).toBe('chunk')
})

test('loadWithRetries › loads again after a failure', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  let attempts = 0
  const load = async () => {
    if (++attempts < 3) throw new TypeError('Failed to fetch dynamically imported module')
    return 'chunk'
  }
  const loading = loadWithRetries(load)
  await vi.runAllTimersAsync()
  expect(await loading).toBe('chunk')
})

test('loadWithRetries › gives up when its signal is aborted', async () => {
  const controller = new AbortController()
  const load = async () => {
    controller.abort(new Error('not needed any more'))
    throw new TypeError('Failed to fetch dynamically imported module')
  }
  await expect(loadWithRetries(load, controller.signal)).rejects.toThrow('not needed any more')
})
