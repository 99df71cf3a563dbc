import { parseArgs } from 'node:util'
import { contenderNames, type ContenderName } from './contenders.ts'
import type { Scenario } from './scenario.ts'

export type BenchOptions = {
  scenarios: readonly Scenario[]
  contenders: readonly ContenderName[]
  rounds?: number | undefined
  /** Whether the measured sections go into RESULTS.md. */
  writes: boolean
}

export const usage = `npm run bench -- [options]

  --only a,b         these scenarios; all but those that run only when named, by default
  --contenders a,b   these contenders
  --runs n           rounds, instead of each scenario's own
  --write            put the measured sections into RESULTS.md, as a run of everything does`

/** What the command line asks for. Throws what to say where it is wrong. */
export function readOptions(args: readonly string[], scenarios: readonly Scenario[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      contenders: { type: 'string' },
      runs: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  })
  const { only, contenders, runs, write } = values
  const rounds = runs === undefined ? undefined : Number(runs)
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0))
    throw new Error(`--runs ${runs}: how many?`)
  const names = scenarios.map(({ name }) => name)
  const chosen = only === undefined ? undefined : chooseFrom('--only', only, names)
  return {
    scenarios: scenarios.filter(({ name, onlyByName }) => (chosen ? chosen.includes(name) : !onlyByName)),
    contenders:
      contenders === undefined ? contenderNames : chooseFrom('--contenders', contenders, contenderNames),
    rounds,
    writes: write || [only, contenders, runs].every((value) => value === undefined),
  }
}

function chooseFrom<T extends string>(option: string, list: string, known: readonly T[]): readonly T[] {
  return list.split(',').map((name) => {
    const found = known.find((one) => one === name)
    if (found === undefined) throw new Error(`${option} knows no "${name}"; it knows ${known.join(', ')}.`)
    return found
  })
}
