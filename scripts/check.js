// `npm run check`: types, lint and unit tests in parallel.
import { mkdirSync } from 'node:fs'
import { runSteps } from './run-steps.js'

const cache = 'node_modules/.cache/check'
mkdirSync(cache, { recursive: true })

const results = await Promise.all([
  runSteps({ types: `tsc --noEmit --incremental --tsBuildInfoFile ${cache}/types.tsbuildinfo` }),
  runSteps({
    lint: `eslint --max-warnings 0 --cache --cache-strategy content --cache-location ${cache}/eslint .`,
  }),
  runSteps({ unit: 'vitest run --project unit --silent passed-only' }),
])
process.exitCode = results.every(Boolean) ? 0 : 1
