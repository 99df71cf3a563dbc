import { rm } from 'node:fs/promises'
import { launchBrowser } from './browser/launch-browser.ts'
import { buildPages } from './build-pages.ts'
import { readOptions, usage } from './options.ts'
import { writeResults } from './report/results-page.ts'
import { sectionOf } from './report/section.ts'
import { runScenario } from './run-scenario.ts'
import { scenarios } from './scenarios/all.ts'
import { startServer } from './server/start-server.ts'

async function bench(args: readonly string[]): Promise<void> {
  const options = readOptions(args, scenarios)
  const folder = await buildPages(options.contenders)
  const server = await startServer(folder)
  const { send, version, close } = await launchBrowser()
  const measured = new Map<string, string>()
  try {
    for (const scenario of options.scenarios) {
      const results = await runScenario(scenario, { send, server, options, note: console.error })
      const section = sectionOf(scenario, results, new Date().toISOString().slice(0, 10))
      console.log(`\n${section}\n`)
      measured.set(scenario.title, section)
    }
    const titles = scenarios.map(({ title }) => title)
    if (options.writes) await writeResults(titles, measured, version)
  } finally {
    await close()
    server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

await bench(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  console.error(`\n${usage}`)
  process.exitCode = 1
})
