import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAutoConcurrency } from '../../../src/uploader/scheduling/auto-concurrency.ts'
import { createSizeQueue } from '../../../src/uploader/scheduling/size-queue.ts'
import type { Permit } from '../../../src/lib/pool.ts'
import { largestFirst } from '../../../src/uploader/bulk/upcoming-uploads.ts'
import { createTransferPool } from '../../../src/uploader/scheduling/transfer-pool.ts'

test('size queue › returns the smallest and the largest, equal sizes in the order they were added', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }), { maxLength: 6 }),
      (bulks) => {
        const queue = createSizeQueue<{ size: number; at: number }>()
        let at = 0
        let members: { size: number; at: number }[] = []
        for (const bulk of bulks) {
          for (const size of bulk) {
            const item = { size, at: at++ }
            members.push(item)
            queue.add(item)
          }
          const expected = [...members].sort((a, b) => a.size - b.size || a.at - b.at)
          const { items, has } = queue.view()
          expect(items.filter(has)).toEqual(expected)
          expect(queue.smallest()).toEqual(expected[0])
          const descending = [...members].sort((a, b) => b.size - a.size || a.at - b.at)
          expect(queue.largest()).toEqual(descending[0])
          expect([...largestFirst(queue.view())]).toEqual(descending)
          const gone = members.filter((_, index) => index % 3 === 0)
          for (const item of gone) queue.delete(item)
          members = members.filter((item) => !gone.includes(item))
          expect(queue.length).toBe(members.length)
        }
      },
    ),
  )
})

describe('transfer pool', () => {
  function fill(sizes: readonly number[], limit: number) {
    const slots = createTransferPool(() => limit)
    const entered: { size: number; permit: Permit }[] = []
    for (const size of sizes) {
      slots.add({ size, uploadId: undefined, onAcquire: (permit) => entered.push({ size, permit }) })
    }
    slots.drain()
    return { slots, entered }
  }

  test('starts small files first and keeps a slot for the largest', () => {
    const { entered } = fill([900, 800, 700, 600, 500, 3, 2, 1], 5)
    expect(entered.map(({ size }) => size)).toEqual([900, 1, 2, 3, 500])
  })

  test('does not starve large files while small ones keep coming', () => {
    const { slots, entered } = fill([1000, 999, ...Array.from({ length: 50 }, () => 1)], 5)
    entered[0]?.permit.release()
    expect(entered.at(-1)?.size).toBe(999)
    expect(slots.active).toBe(5)
  })

  test('starts the smallest first in a single slot', () => {
    const { entered } = fill([9, 1, 5], 1)
    for (let turn = 0; turn < 3; turn++) entered[turn]?.permit.release()
    expect(entered.map(({ size }) => size)).toEqual([1, 5, 9])
  })

  test('ignores a second release', () => {
    const { slots, entered } = fill([1, 2, 3], 2)
    entered[0]?.permit.release()
    entered[0]?.permit.release()
    expect(slots.active).toBe(2)
  })

  test('does not run a task that is aborted in the queue', async () => {
    const slots = createTransferPool(() => 1)
    const entry = (onAcquire: (permit: Permit) => void) => ({ size: 1, uploadId: undefined, onAcquire })
    const controller = new AbortController()
    await slots.run(entry, new AbortController().signal, async () => {
      const second = slots.run(entry, controller.signal, async () => undefined)
      controller.abort(new Error('cancelled'))
      await expect(second).rejects.toThrow('cancelled')
    })
    expect(slots.active).toBe(0)
  })
})

describe("concurrency 'auto'", () => {
  /** A store that serves `most` requests at a time, each in about `ms`; others are queued. */
  function simulate(
    most: number,
    ms: number,
    requests: number,
    isRefused: (request: number) => boolean = () => false,
  ) {
    let now = 0
    let seed = 1
    // Deterministic but different durations.
    const about = () => {
      seed = (seed * 48_271) % 2_147_483_647
      return ms * (0.8 + (0.4 * seed) / 2_147_483_647)
    }
    const auto = createAutoConcurrency(() => now)
    const running: { endsAt: number }[] = []
    const servers = Array.from({ length: most }, () => 0)
    const limits: number[] = []
    for (let left = requests; left > 0 || running.length > 0;) {
      while (left > 0 && running.length < auto.limit()) {
        left--
        const server = servers.indexOf(Math.min(...servers))
        const endsAt = Math.max(now, servers[server] ?? 0) + about()
        servers[server] = endsAt
        running.push({ endsAt })
      }
      running.sort((a, b) => b.endsAt - a.endsAt)
      const done = running.pop()
      if (!done) break
      now = done.endsAt
      if (isRefused(limits.length)) auto.refused()
      else auto.note({ bytes: 20_000, hasMore: left > 0 })
      limits.push(auto.limit())
    }
    return { now, limits }
  }

  test('uses many connections over HTTP/2 after a few measurements', () => {
    const { limits, now } = simulate(1000, 60, 500)
    expect(limits.slice(0, 100).some((limit) => limit >= 40)).toBe(true)
    expect(now).toBeLessThan(((500 / 48) * 60 + 60) * 1.2)
  })

  test('returns to six connections over HTTP/1.1', () => {
    const { limits, now } = simulate(6, 60, 2_000)
    const usual = limits.slice(-200).sort((a, b) => a - b)[100]
    expect(usual).toBeLessThanOrEqual(12)
    expect(now).toBeLessThan((2_000 / 6) * 60 * 1.08)
  })

  test('uses all six connections of HTTP/1.1, although five seemed enough at first', () => {
    const { limits } = simulate(5, 60, 1_000)
    expect(Math.min(...limits.slice(100))).toBeGreaterThanOrEqual(6)
  })

  test('shrinks once when the store throttles most of the requests in flight', () => {
    const auto = createAutoConcurrency(() => 0)
    for (let times = 0; times < 5; times++) auto.refused()
    expect(auto.limit()).toBe(2)
    for (let times = 0; times < 9; times++) auto.refused()
    expect(auto.limit()).toBe(1)
  })

  test('does not shrink for one throttled request of twenty', () => {
    const { limits } = simulate(6, 60, 1_000, (request) => request % 20 === 0)
    expect(Math.min(...limits)).toBeGreaterThanOrEqual(5)
  })

  test('recovers soon after the store stops throttling', () => {
    const { limits } = simulate(6, 60, 600, (request) => request >= 100 && request < 140)
    expect(Math.min(...limits)).toBeLessThan(3)
    expect(limits.slice(350).every((limit) => limit >= 5)).toBe(true)
  })
})
