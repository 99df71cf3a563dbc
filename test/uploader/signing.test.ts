import { expect, test, vi } from 'vitest'
import { createPrefetchWindow } from '../../src/uploader/bulk/prefetch-window.ts'
import { useFakeClock } from '../support/fake-clock.ts'
import type { MemoryStoreOptions } from './open-memory-store.ts'
import { openUploader } from './open-uploader.ts'

const filesOf = (count: number) => Array.from({ length: count }, (_, i) => new File([`${i}`], `${i}.txt`))

const expired = {
  act: 'respond',
  status: 403,
  body: '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
} as const

function open(options: MemoryStoreOptions, transferMs: number, concurrency = 5) {
  const asked: { files: number; running: number }[] = []
  let running = 0
  const { store, uploader } = openUploader(options, ({ backend, transfer }) => ({
    retry: undefined,
    concurrency,
    backend: {
      ...backend,
      async sign(intents) {
        asked.push({ files: intents.length, running })
        await new Promise((done) => setTimeout(done, 20))
        return backend.sign(intents)
      },
    },
    async transfer(request) {
      running++
      await new Promise((done) => setTimeout(done, transferMs))
      running--
      return transfer(request)
    },
  }))
  return { uploader, store, asked }
}

test('sign batcher › signs the next batch while half of the last is left, so that no slot waits', async () => {
  const { uploader, asked } = open({ batchSize: 40 }, 10)
  const uploads = uploader.add(filesOf(200))
  await Promise.all(uploads.map(({ id }) => uploader.wait(id)))
  expect(asked.reduce((sum, { files }) => sum + files, 0)).toBe(200)
  // All but the first call went out while transfers were running.
  expect(asked.slice(1).every(({ running }) => running > 0)).toBe(true)
})

test.each(['cancelAll', 'remove'] as const)(
  'sign batcher › signs ahead for other uploads after %s',
  async (action) => {
    useFakeClock()
    const { uploader, asked } = open({ batchSize: 40 }, 100, 1)
    async function batches() {
      const before = asked.length
      uploader.add(filesOf(100))
      await vi.advanceTimersByTimeAsync(2_500)
      if (action === 'remove') uploader.remove(uploader.ids())
      else uploader.cancelAll()
      await vi.advanceTimersByTimeAsync(60_000)
      return asked.slice(before).map(({ files }) => files)
    }
    const first = await batches()
    expect(first).toEqual([40, 40])
    expect(await batches()).toEqual(first)
  },
)

test('sign batcher › limits prefetching by the lifetime of URLs and the pace of uploads', async () => {
  useFakeClock()
  // Five at a time, ten seconds each: a lifetime of half a minute is enough for fifteen.
  const { uploader, asked, store } = open({ batchSize: 100, livesMs: 40_000 }, 10_000)
  const uploads = uploader.add(filesOf(200))
  const all = Promise.all(uploads.map(({ id }) => uploader.wait(id)))
  for (let seconds = 0; seconds < 500; seconds++) await vi.advanceTimersByTimeAsync(1_000)
  await all
  expect(store.objects.size).toBe(200)
  const refreshes = uploads.reduce((sum, { id }) => sum + (uploader.get(id)?.stats?.urlRefreshes ?? 0), 0)
  const signed = asked.reduce((sum, { files }) => sum + files, 0)
  expect(signed).toBe(200 + refreshes)
  // The lifetime and the pace are unknown in the first call; later, few targets expire unused.
  expect(asked[0]?.files).toBe(100)
  expect(refreshes).toBeLessThanOrEqual(100 + 20)
  expect(uploads.every(({ id }) => uploader.get(id)?.stats?.failures.length === 0)).toBe(true)
})

test('sign batcher › limits prefetching by bytes: they must be sent within a third of the lifetime', async () => {
  useFakeClock()
  // One megabyte in ten seconds: in a third of a hundred seconds, three of them.
  const ahead: number[] = []
  let sent = 0
  let signed = 0
  const { uploader } = openUploader({ batchSize: 20, livesMs: 100_000 }, ({ backend }) => ({
    retry: undefined,
    backend: {
      ...backend,
      sign(intents) {
        signed += intents.filter(({ size }) => size > 1_000).length
        ahead.push(signed - sent)
        return backend.sign(intents)
      },
    },
    concurrency: 1,
    async transfer({ size, onProgress }) {
      await new Promise((done) => setTimeout(done, size / 100))
      if (size > 1_000) sent++
      onProgress(size)
      return { status: 200, headers: new Headers(), body: '' }
    },
  }))
  const small = Array.from({ length: 20 }, () => new File([new Uint8Array(1_000)], 's.bin'))
  const large = Array.from({ length: 40 }, () => new File([new Uint8Array(1_000_000)], 'l.bin'))
  uploader.add(large.slice(1))
  await vi.advanceTimersByTimeAsync(500_000)
  ahead.length = sent = signed = 0
  // Small files come first: the pace of the large ones differs.
  uploader.add([...small, ...large])
  await vi.advanceTimersByTimeAsync(500_000)
  expect(uploader.totals().counts.completed).toBe(99)
  expect(Math.max(...ahead)).toBeLessThanOrEqual(5)
})

test('prefetch window › is the number of targets that are used within a third of their lifetime', () => {
  let now = 0
  const pace = createPrefetchWindow(() => now)
  expect(pace.maxTargets()).toBe(Infinity)
  pace.setLifetime(900_000)
  expect(pace.maxTargets()).toBe(Infinity)
  for (let turn = 0; turn < 10; turn++) {
    now += 1_000
    pace.onUse()
  }
  expect(pace.maxTargets()).toBe(300)
  pace.setLifetime(20_000)
  expect(pace.maxTargets()).toBe(6)
})

test('sign batcher › does not sign another batch for a file that needs another URL', async () => {
  const { uploader, asked } = open(
    {
      batchSize: 40,
      fault: ({ signature }) => (signature % 3 === 0 && signature < 400 ? expired : undefined),
    },
    1,
  )
  const ahead: number[] = []
  uploader.on(() => {
    const signed = asked.reduce((sum, { files }) => sum + files, 0)
    const { queued, total } = uploader.totals().counts
    ahead.push(signed - (total - queued))
  })
  // A file whose URL expires five times in a row fails.
  await Promise.allSettled(uploader.add(filesOf(400)).map(({ id }) => uploader.wait(id)))
  // Without those that were signed twice.
  const refreshes = uploader.uploads().reduce((sum, { stats }) => sum + (stats?.urlRefreshes ?? 0), 0)
  expect(refreshes).toBeGreaterThan(90)
  expect(Math.max(...ahead) - refreshes).toBeLessThanOrEqual(60)
})

test.each([
  ['of one size', () => 7],
  ['of many sizes', (index: number) => (index * 7919) % 1000],
])('sign batcher › signs at most one and a half batches ahead of 1,000 files %s', async (_, sizeOf) => {
  const { uploader, asked } = open({ batchSize: 50 }, 1)
  const ahead: number[] = []
  uploader.on(() => {
    const signed = asked.reduce((sum, { files }) => sum + files, 0)
    const { queued, total } = uploader.totals().counts
    ahead.push(signed - (total - queued))
  })
  const files = Array.from(
    { length: 1000 },
    (_, index) => new File(['x'.repeat(sizeOf(index))], `${index}.txt`),
  )
  await Promise.all(uploader.add(files).map(({ id }) => uploader.wait(id)))
  expect(Math.max(...ahead)).toBeLessThanOrEqual(75)
  expect(asked.length).toBeLessThan(50)
})
