import { parseArgs } from 'node:util'
import type { BrowserName } from './cases/scenario.ts'

/** Options of `npm run faults`. */
export type FaultOptions = {
  /** Parts of cases' names; all cases if empty. */
  only: readonly string[]
  browsers: readonly BrowserName[]
  /** Cases that run at a time. */
  parallel: number
  /** Whether RESULTS.md is written. */
  writes: boolean
}

export const usage = `npm run faults -- [options]

  --only a,b        these cases: parts of names such as put/middle/reset, multipart or 503
  --browser name    chromium or firefox; both by default
  --parallel n      cases that run at a time, 4 by default
  --write           write RESULTS.md, as a run of everything does`

const browserNames = ['chromium', 'firefox'] as const

/** Reads the command line. Throws what is wrong with it. */
export function readOptions(args: readonly string[]): FaultOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      browser: { type: 'string' },
      parallel: { type: 'string', default: '4' },
      write: { type: 'boolean', default: false },
    },
  })
  const { only, browser, write } = values
  const browsers = browserNames.filter((name) => browser === undefined || name === browser)
  if (browsers.length === 0) throw new Error(`--browser ${browser}: it is ${browserNames.join(' or ')}.`)
  const parallel = Number(values.parallel)
  if (!Number.isInteger(parallel) || parallel < 1) throw new Error(`--parallel ${values.parallel}: how many?`)
  return {
    only: only?.split(',').map((part) => part.replace(/^\/+|\/+$/g, '')) ?? [],
    browsers,
    parallel,
    writes: write || (only === undefined && browser === undefined),
  }
}
