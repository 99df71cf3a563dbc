import { abortingChecks } from './aborting.ts'
import { arrivalChecks } from './upload.ts'
import { assert } from './assert.ts'
import { createTestContext, has } from './context.ts'
import type { Check } from './case.ts'
import type { TestBackendOptions, TestRunner } from './options.ts'
import { partsChecks } from './multipart.ts'
import { pictureChecks } from './frames.ts'
import { shelfChecks } from './listing.ts'
import { signingChecks } from './signing.ts'

/**
 * Runs a backend through the contract: files are really uploaded, looked at and deleted. What the backend cannot do,
 * and what needs an option that is not given, is skipped.
 *
 * @throws TypeError where there is no `describe` and `it`, neither given nor global
 * @example
 * import { describe, it } from 'vitest' // or node:test, or Jest's and Mocha's globals
 * testBackend({ describe, it, name: 'mine', open: () => ({ backend: myBackend('http://localhost:3000') }) })
 */
export function testBackend(options: TestBackendOptions): void {
  const { describe, it } = runnerOf(options)
  describe(options.name, () => {
    it('can do what it is meant to', () =>
      onBench(options, async ({ backend }) => {
        const missing = (options.can ?? []).filter((method) => !has(backend, method))
        assert(missing.length === 0, `the backend must have ${missing.join(', ')}.`)
      }))
    for (const check of [
      signingChecks,
      arrivalChecks,
      partsChecks,
      shelfChecks,
      pictureChecks,
      abortingChecks,
    ].flat()) {
      // By rest arguments: to some runners a named one means that the test calls back.
      it(check.name, (...context) => runCheck(check, options, context[0]))
    }
  })
}

async function runCheck(
  { needs = [], given = [], run }: Check,
  options: TestBackendOptions,
  context: unknown,
) {
  const wanting = given.filter((name) => options[name] === undefined)
  await onBench(options, async (bench) => {
    const missing = needs.filter((method) => !has(bench.backend, method))
    if (missing.length > 0) skip(context, `the backend has no ${missing.join(', ')}`)
    else if (wanting.length > 0) skip(context, `testBackend was given no ${wanting.join(', ')}`)
    else await run(bench)
  })
}

async function onBench(
  options: TestBackendOptions,
  run: (bench: ReturnType<typeof createTestContext>) => Promise<void>,
) {
  const opened = await options.open()
  const bench = createTestContext(opened, options)
  try {
    await run(bench)
  } finally {
    await bench.clear()
    await opened.close?.()
  }
}

function skip(context: unknown, why: string): void {
  const isThing = (typeof context === 'object' && context !== null) || typeof context === 'function'
  if (!isThing || !('skip' in context)) return
  if (typeof context.skip === 'function') Reflect.apply(context.skip, context, [why])
}

function runnerOf(options: TestBackendOptions): TestRunner {
  const describe: unknown = options.describe ?? Reflect.get(globalThis, 'describe')
  const it: unknown = options.it ?? Reflect.get(globalThis, 'it')
  if (typeof describe === 'function' && typeof it === 'function') {
    return { describe: describe as TestRunner['describe'], it: it as TestRunner['it'] }
  }
  throw new TypeError('testBackend needs a runner: pass its describe and it, or make them global')
}
