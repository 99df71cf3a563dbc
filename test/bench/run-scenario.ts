import { setTimeout as sleep } from 'node:timers/promises'
import type { Cdp } from './browser/cdp.ts'
import { openPage } from './browser/open-page.ts'
import { withDiskFile } from './disk-file.ts'
import type { BenchOptions } from './options.ts'
import { limitOf, type Results, type Sample, type Scenario, type Variant } from './scenario.ts'
import type { startServer } from './server/start-server.ts'
import { planFiles } from './shared/files.ts'
import type { Job, Seen } from './shared/job.ts'

const defaults = {
  type: 'put',
  partSize: 8 * 2 ** 20,
  concurrency: 'auto',
  listens: false,
  retries: false,
  digest: 'subtle',
} as const

export type Bench = {
  send: Cdp
  server: Awaited<ReturnType<typeof startServer>>
  options: BenchOptions
  note(text: string): void
}

/** Every variant in every round, in an order that moves on by one each round. */
export async function runScenario(scenario: Scenario, bench: Bench): Promise<Results> {
  const { options } = bench
  const variants = scenario.variants.filter(({ contender }) => options.contenders.includes(contender))
  const results = new Map<string, Sample[]>(variants.map(({ name }) => [name, []]))
  const rounds = options.rounds ?? scenario.rounds ?? 5
  await withDiskFile(scenario.files, async (path) => {
    for (let round = 0; round < rounds; round++) {
      const turn = round % variants.length
      for (const variant of [...variants.slice(turn), ...variants.slice(0, turn)]) {
        const samples = results.get(variant.name) ?? []
        // Who did not come to an end once need not be waited for again.
        if (round >= (variant.rounds ?? rounds) || samples.some(({ ms }) => ms === undefined)) continue
        const sample = { round, ...(await runOnce(scenario, variant, bench, path)) }
        samples.push(sample)
        bench.note(`${scenario.name} ${round + 1}/${rounds}  ${variant.name}: ${describe(sample)}`)
      }
    }
  })
  return results
}

async function runOnce(
  scenario: Scenario,
  variant: Variant,
  { send, server }: Bench,
  path: string | undefined,
): Promise<Omit<Sample, 'round'>> {
  const { task, files, network } = scenario
  await server.begin(network, files)
  const page = await openPage(send, `${server.url}/${variant.contender}`)
  try {
    const job: Job = { ...defaults, ...variant.job, task, files }
    await page.prepare(job, path)
    const stopped = new AbortController()
    const { signal } = stopped
    const cut = sleep(limitOf(scenario, variant), undefined, { signal }).catch(() => undefined)
    const thrown = (error: unknown): Partial<Seen> => ({ error: String(error) })
    const finished = await Promise.race([page.run().catch(thrown), cut])
    stopped.abort()
    const seen = finished ?? (await page.soFar())
    const report = await server.report()
    const isSent = task === 'send' || task === 'list'
    const isWhole = seen.ms !== undefined && (!isSent || report.stored === planFiles(files).length)
    return { ms: seen.ms, isWhole, seen, report, peakMemoryMb: await page.peakMemoryMb() }
  } finally {
    await page.close()
  }
}

function describe({ ms, isWhole, seen, report }: Sample): string {
  const time = ms === undefined ? 'unfinished' : `${(ms / 1000).toFixed(2)} s`
  const files = isWhole ? '' : `, ${report.stored} stored, ${seen.failed ?? 0} failed`
  return `${time}${files}${seen.error === undefined ? '' : `, ${seen.error}`}`
}
