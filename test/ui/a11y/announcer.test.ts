import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAnnouncer, type Announcement } from '../../../src/ui/a11y/announcer.ts'
import { uploadTotals, type UploadTotals } from '../../../src/uploader/progress.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const idle = uploadTotals([])

/** Totals of `total` equal files: some have settled, the others have the given progress. */
function totals(total: number, { completed = 0, failed = 0, fraction = 0, status = 'uploading' } = {}) {
  const open = total - completed - failed
  const waiting = status === 'paused' ? { active: 0, paused: open } : { active: open, paused: 0 }
  return {
    ...idle,
    status,
    fraction,
    counts: { ...idle.counts, total, completed, failed, ...waiting },
  } as UploadTotals
}

function listen() {
  let now = idle
  let notify: () => void = () => undefined
  const announcer = createAnnouncer({
    totals: () => now,
    subscribeAll(listener) {
      notify = listener
      return () => undefined
    },
  })
  const announcements: Announcement[] = []
  const stop = announcer.subscribe(() => announcements.push(announcer.get()))
  return {
    announcements,
    stop,
    become(next: UploadTotals, afterMs = 10_000) {
      now = next
      notify()
      vi.advanceTimersByTime(afterMs)
    },
  }
}

test('announcer › announces the start and the end of a batch once', () => {
  const { announcements, become } = listen()
  for (let count = 1; count <= 10; count++) become(totals(count), 10)
  vi.advanceTimersByTime(10_000)
  expect(announcements).toEqual([{ type: 'started', count: 10 }])
  become(totals(10, { completed: 9, failed: 1, fraction: 0.9, status: 'failed' }))
  become(totals(10, { completed: 9, failed: 1, fraction: 0.9, status: 'failed' }))
  expect(announcements).toHaveLength(2)
  expect(announcements[1]).toMatchObject({ type: 'settled', totals: { counts: { completed: 9, failed: 1 } } })
})

test('announcer › announces quarters, not each progress event', () => {
  const { announcements, become } = listen()
  become(totals(1))
  for (let percent = 1; percent < 100; percent++) become(totals(1, { fraction: percent / 100 }), 5_000)
  expect(announcements.map(({ type }) => type)).toEqual(['started', 'progress', 'progress', 'progress'])
})

test('announcer › combines ten thousand uploads that end one by one', () => {
  const { announcements, become } = listen()
  for (let completed = 0; completed <= 10_000; completed++) {
    become(totals(10_000, { completed, fraction: completed / 10_000 }), 100)
  }
  vi.advanceTimersByTime(10_000)
  expect(announcements.map(({ type }) => type)).toEqual([
    'started',
    'progress',
    'progress',
    'progress',
    'settled',
  ])
})

test('announcer › waits three seconds between two announcements', () => {
  const { announcements, become } = listen()
  become(totals(4), 1_000)
  become(totals(4, { fraction: 0.3 }), 1_000)
  become(totals(4, { fraction: 0.6 }), 1_000)
  expect(announcements).toHaveLength(1)
  vi.advanceTimersByTime(1_000)
  expect(announcements).toHaveLength(2)
  expect(announcements[1]).toMatchObject({ totals: { fraction: 0.6 } })
})

test('announcer › announces a failure, a pause and added files, but no removal', () => {
  const { announcements, become } = listen()
  become(totals(4))
  become(totals(4, { failed: 1 }))
  become(totals(4, { failed: 1, status: 'paused' }))
  become(totals(6, { failed: 1 }))
  expect(announcements.map(({ type }) => type)).toEqual(['started', 'progress', 'paused', 'started'])
  become(totals(6, { failed: 1, completed: 5, status: 'completed' }))
  become(totals(3, { failed: 1, completed: 2, status: 'completed' }))
  expect(announcements.map(({ type }) => type).slice(4)).toEqual(['settled'])
  become(idle)
  expect(announcements.at(-1)).toEqual({ type: 'nothing' })
})

test('announcer › runs nothing without a subscriber', () => {
  const { announcements, stop, become } = listen()
  stop()
  become(totals(3))
  expect(announcements).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})
