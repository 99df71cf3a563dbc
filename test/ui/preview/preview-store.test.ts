import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPreviewStore } from '../../../src/ui/preview/preview-store.ts'

const alive = new Set<string>()

beforeEach(() => {
  vi.useFakeTimers()
  let count = 0
  alive.clear()
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    const url = `blob:${++count}`
    alive.add(url)
    return url
  })
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void alive.delete(url))
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const nothing = () => undefined
const settled = () => vi.advanceTimersByTimeAsync(0)

test('preview store › shares one preview among subscribers and revokes it with the last', async () => {
  const make = vi.fn(async (file: Blob) => file)
  const store = createPreviewStore(make)
  const file = new Blob(['a'])
  const [one, other] = [store.subscribe(file, nothing), store.subscribe(file, nothing)]
  await settled()
  expect(make.mock.calls).toHaveLength(1)
  expect(store.get(file)).toEqual({ status: 'ready', url: 'blob:1' })
  one()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(alive.size).toBe(1)
  other()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(alive.size).toBe(0)
  expect(store.get(file)).toEqual({ status: 'loading' })
})

test('preview store › keeps a preview for a subscriber that returns within a second', async () => {
  const store = createPreviewStore(async (file) => file)
  const file = new Blob(['a'])
  const stop = store.subscribe(file, nothing)
  await settled()
  const { url } = store.get(file)
  stop()
  await vi.advanceTimersByTimeAsync(500)
  store.subscribe(file, nothing)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(store.get(file).url).toBe(url)
  expect(alive.size).toBe(1)
})

test('preview store › creates two at a time, the latest request first, and skips released ones', async () => {
  const begun: Blob[] = []
  const done: (() => void)[] = []
  const store = createPreviewStore(async (file) => {
    begun.push(file)
    await new Promise<void>((resolve) => done.push(resolve))
    return file
  })
  const files = Array.from({ length: 6 }, (_, index) => new Blob([String(index)]))
  const stops = files.map((file) => store.subscribe(file, nothing))
  expect(begun).toEqual([files[0], files[1]])
  stops[4]?.()
  await vi.advanceTimersByTimeAsync(2_000)
  done[0]?.()
  await settled()
  expect(begun[2]).toBe(files[5])
  done[1]?.()
  await settled()
  expect(begun[3]).toBe(files[3])
})

test('preview store › discards a preview that finishes after its release', async () => {
  const done: (() => void)[] = []
  const store = createPreviewStore(async (file) => {
    await new Promise<void>((resolve) => done.push(resolve))
    return file
  })
  const stop = store.subscribe(new Blob(['a']), nothing)
  stop()
  await vi.advanceTimersByTimeAsync(2_000)
  done[0]?.()
  await settled()
  expect(alive.size).toBe(0)
})

test('preview store › has the status none after a failure and continues with the queue', async () => {
  const store = createPreviewStore(async (file) => {
    if (file.size === 1) throw new Error('The browser cannot decode it.')
    return file.size === 2 ? undefined : file
  })
  const files = [new Blob(['1']), new Blob(['22']), new Blob(['333'])]
  for (const file of files) store.subscribe(file, nothing)
  await settled()
  expect(files.map((file) => store.get(file).status)).toEqual(['none', 'none', 'ready'])
})
