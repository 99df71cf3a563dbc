// `npm test`: all tests that need no other store, bundler or browser than Chromium. Static checks, the package and the
// static Storybook run beside the tests, which spend much of their time waiting for browsers.
import { runSteps } from './run-steps.js'

const projects = ['unit', 'integration', 'e2e', 'browser', 'stories', 's3', 'transfer']

const results = await Promise.all([
  runSteps(
    { tests: `vitest run ${projects.map((name) => `--project ${name}`).join(' ')}` },
    { streams: true },
  ),
  runSteps({
    types: 'tsc --noEmit',
    lint: 'eslint --max-warnings 0 .',
    format: 'prettier --check .',
    package: 'npm run package',
    storybook: 'npm run test:storybook',
  }),
])
process.exitCode = results.every(Boolean) ? 0 : 1
