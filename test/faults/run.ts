import { allFaults } from './cases/all.ts'
import { generateScenarios, isMeant } from './cases/generate.ts'
import { readOptions, usage } from './options.ts'
import { runMatrix } from './run/run-matrix.ts'
import type { CaseResult } from './run/run-case.ts'

async function faults(args: readonly string[]): Promise<void> {
  const { only, browsers, parallel } = readOptions(args)
  const results: CaseResult[] = []
  for (const browser of browsers) {
    const scenarios = generateScenarios(allFaults, browser).filter((scenario) => isMeant(scenario, only))
    console.log(`${browser}: ${scenarios.length} cases`)
    await runMatrix(browser, scenarios, {
      parallel,
      onResult(result) {
        results.push(result)
        report(result)
      },
    })
  }
  const failed = results.filter(({ problems }) => problems.length > 0)
  console.log(`${results.length - failed.length} of ${results.length} cases are right.`)
  if (failed.length > 0) process.exitCode = 1
}

/** Reports a case that is wrong, and how to run it alone. */
function report({ scenario, problems, ended, ms }: CaseResult) {
  if (process.env['FAULTS_VERBOSE'] && problems.length === 0)
    console.log(`right  ${scenario.name}: ${ended} (${Math.round(ms)} ms)`)
  if (problems.length === 0) return
  console.log(`\nWRONG  ${scenario.name} (${scenario.browser})`)
  for (const problem of problems) console.log(`       ${problem}`)
  console.log(`       npm run faults -- --only ${scenario.name} --browser ${scenario.browser}`)
}

await faults(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  console.error(`\n${usage}`)
  process.exitCode = 1
})
