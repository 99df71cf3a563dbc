import { readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const path = fileURLToPath(new URL('../RESULTS.md', import.meta.url))

/** Puts sections into RESULTS.md, in the given order; those that were not measured now stay as they are. */
export async function writeResults(
  order: readonly string[],
  measured: ReadonlyMap<string, string>,
  browser: string,
): Promise<void> {
  const before = sectionsOf(await readFile(path, 'utf8').catch(() => ''))
  const sections = order.flatMap((title) => measured.get(title) ?? before.get(title) ?? [])
  const page = [await introduction(browser), ...sections].join('\n\n')
  await writeFile(path, await format(page, { ...(await resolveConfig(path)), parser: 'markdown' }))
}

function sectionsOf(page: string): ReadonlyMap<string, string> {
  const [, ...sections] = page.split(/^## /m)
  return new Map(sections.map((section) => [section.slice(0, section.indexOf('\n')), `## ${section.trim()}`]))
}

async function introduction(browser: string): Promise<string> {
  const [cpu] = cpus()
  const machine = `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB`
  const peers = await peerVersions()
  return `# Benchmarks

Written by \`npm run bench\`. Medians over rounds; in each round every contender runs once, in a new page, in rotating
order. Ratios are medians of the ratios within a round. The server is a separate process on loopback. It delays,
throttles and fails as each scenario says, verifies every received byte and counts preflights. \`raw\` is hand-written
code of an experienced developer: a pool, and targets signed in batches ahead of time. A contender that exceeds the time
limit is not run again.

${browser}, Node ${process.versions.node}, ${machine}. ${peers}.`
}

async function peerVersions(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  const { dependencies } = JSON.parse(text) as { dependencies: Record<string, string> }
  return Object.entries(dependencies)
    .map(([name, version]) => `\`${name}\` ${version}`)
    .join(', ')
}
