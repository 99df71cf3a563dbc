import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { canBecome, openPage, pass } from './open-page.ts'
import { faults, openWorld, partSize } from './open-world.ts'

// Steps of all sequences. `RUNS=10000 npx vitest run --project unit test/uploader/model` prints its seed; `SEED` and
// `FC_PATH` repeat a failure, `SHRINK=1` looks for a shorter one.
const steps = Number(process.env['RUNS'] ?? 400)
const maxCommands = 40

type World = ReturnType<typeof openWorld>
type System = { world: World; page: ReturnType<typeof openPage>; lostKeys: Set<string> }
type Command = fc.AsyncCommand<object, System>

const content = new Uint8Array(partSize * 5)

function command(name: string, run: (system: System) => void | Promise<void>): Command {
  return {
    check: () => true,
    async run(_model, system) {
      await run(system)
      system.page.check()
    },
    toString: () => name,
  }
}

const actions = ['pause', 'resume', 'cancel', 'retry', 'remove', 'wait'] as const

function act(action: (typeof actions)[number], index: number): Command {
  return command(`${action} #${index}`, ({ page }) => {
    const ids = [...page.uploads.keys()]
    const id = ids[index % Math.max(1, ids.length)]
    const status = id !== undefined && page.uploads.get(id)?.status
    if (!id || !status) return
    if (action === 'wait') page.wait(id)
    else page.uploader[action](id)
    const after = page.uploader.get(id)?.state.status
    if (action === 'pause') expect(after).toBe(canBecome(status, 'paused') ? 'paused' : status)
    if (action === 'cancel') expect(after).toBe(canBecome(status, 'cancelled') ? 'cancelled' : status)
    if (action === 'remove') expect(after).toBeUndefined()
    if (action === 'resume') expect(after).toBe(['paused', 'offline'].includes(status) ? 'queued' : status)
    if (action === 'retry') expect(after).toBe(['failed', 'cancelled'].includes(status) ? 'queued' : status)
  })
}

const bulk = ['pauseAll', 'resumeAll', 'cancelAll', 'retryFailed', 'clearCompleted'] as const

/** A new page with the same storage; what the old one was doing ends without a word. */
const reload = command('reload', (system) => {
  system.page.check()
  const { world } = system
  for (const key of world.intents.keys()) system.lostKeys.add(key)
  system.page.uploader.pauseAll()
  vi.clearAllTimers()
  system.page = openPage(world)
})

const commands = fc.commands(
  [
    fc
      .array(fc.nat(content.length), { minLength: 1, maxLength: 3 })
      .map((sizes) =>
        command(`add ${sizes.join(', ')} bytes`, ({ page }) =>
          page.add(sizes.map((size, index) => new File([content.slice(0, size)], `${index}.bin`))),
        ),
      ),
    fc.tuple(fc.constantFrom(...actions), fc.nat(5)).map(([action, index]) => act(action, index)),
    fc.tuple(fc.constantFrom(...actions), fc.nat(5)).map(([action, index]) => act(action, index)),
    fc.constantFrom(...bulk).map((action) => command(action, ({ page }) => page.uploader[action]())),
    fc.integer({ min: 1, max: 400 }).map((ms) => command(`${ms} ms pass`, () => pass(ms, 20))),
    fc.integer({ min: 1, max: 400 }).map((ms) => command(`${ms} ms pass`, () => pass(ms, 20))),
    fc
      .array(fc.constantFrom(...faults), { minLength: 1, maxLength: 4 })
      .map((next) => command(`faults ${next.join(', ')}`, ({ world }) => world.fail(next))),
    fc.constant(command('offline', ({ world }) => world.goOffline())),
    fc.constant(command('online', ({ world }) => world.goOnline())),
    fc
      .tuple(fc.nat(1), fc.integer({ min: 1, max: 6 }))
      .map(([index, concurrency]) =>
        command(`configure backend ${index}, concurrency ${concurrency}`, ({ page }) =>
          page.configure(index, concurrency),
        ),
      ),
    fc.constant(reload),
  ],
  { maxCommands, size: 'max' },
)

/** Everything works again: all uploads that were not cancelled complete, and nothing else is left anywhere. */
async function finish({ world, page, lostKeys }: System) {
  world.heal()
  for (let round = 0; round < 40; round++) {
    page.uploader.resumeAll()
    page.uploader.retryFailed()
    await pass(1_000)
    page.check()
    const { active, queued, retrying, offline, failed, paused } = page.uploader.totals().counts
    if (active + queued + retrying + offline + failed + paused === 0) break
  }
  // Cleanups and requests that arrive late. Code that is loaded late, on a busy machine, starts its timers late.
  await pass(60_000, 1_000)
  for (let rounds = 0; rounds < 20 && vi.getTimerCount() > 0; rounds++) await pass(10_000, 1_000)
  page.check()
  for (const { id, state, remote, size } of page.uploader.uploads()) {
    expect(['completed', 'cancelled']).toContain(state.status)
    const keys = [...world.objects.keys()].filter((key) => key.includes(id))
    expect(keys).toEqual(state.status === 'completed' ? [remote?.id] : [])
    if (state.status === 'completed') expect(world.objects.get(remote?.id ?? '')).toBe(size)
  }
  const isKnown = (key: string) => !lostKeys.has(key)
  expect([...world.multiparts.keys()].filter(isKnown)).toEqual([])
  for (const key of [...world.objects.keys()].filter(isKnown)) expect(page.completed).toContain(key)
  expect(page.pendingWaits()).toBe(0)
  expect(world.listeners()).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
}

beforeEach(() => {
  // Asks whether the storage is reachable.
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('uploader › keeps its promises in every sequence of actions, faults and reloads', async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  if (process.env['RUNS'] !== undefined) console.log(`SEED=${seed}`)
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.boolean(), commands, async (hasFixedIds, sequence) => {
      run++
      const world = openWorld({ hasFixedIds })
      const system: System = { world, page: openPage(world), lostKeys: new Set() }
      try {
        await fc.asyncModelRun(() => ({ model: {}, real: system }), sequence)
        await finish(system)
      } finally {
        vi.clearAllTimers()
      }
    }),
    {
      seed,
      numRuns: Math.ceil(steps / (maxCommands / 2)),
      endOnFailure: process.env['SHRINK'] === undefined,
      ...(process.env['FC_PATH'] && { path: process.env['FC_PATH'] }),
    },
  )
  expect(run).toBeGreaterThan(0)
}, 3_600_000)
