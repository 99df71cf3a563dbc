import { assert } from './assert.ts'
import { createTestContext, has, type Check, type TestContext } from './context.ts'
import { frameChecks } from './frames.ts'
import { listingChecks } from './listing.ts'
import { multipartChecks } from './multipart.ts'
import type { TestBackendOptions, TestRunner } from './options.ts'
import { abortChecks, signingChecks } from './signing.ts'
import { uploadChecks } from './upload.ts'

/**
 * Tests a backend against the contract: files are uploaded, read and deleted. Checks of methods that the backend
 * lacks, and checks that need a missing option, are skipped.
 *
 * @throws TypeError if `describe` and `it` are neither passed nor global
 * @example
 * import { describe, it } from 'vitest' // or node:test, or Jest's and Mocha's globals
 * testBackend({ describe, it, name: 'mine', open: () => ({ backend: myBackend('http://localhost:3000') }) })
 */
export function testBackend(options: TestBackendOptions): void {
  const { describe, it } = runnerOf(options)
  describe(options.name, () => {
    it('has the methods of can', () =>
      withContext(options, async ({ backend }) => {
        const missing = (options.can ?? []).filter((method) => !has(backend, method))
        assert(missing.length === 0, `the backend must have ${missing.join(', ')}.`)
      }))
    for (const check of [
      signingChecks,
      uploadChecks,
      multipartChecks,
      listingChecks,
      frameChecks,
      abortChecks,
    ].flat()) {
      // Rest arguments: a named parameter makes Mocha and Jest wait for a callback.
      it(check.name, (...context) => runCheck(check, options, context[0]))
    }
  })
}

async function runCheck(
  { needs = [], needsOptions = [], run }: Check,
  options: TestBackendOptions,
  runnerContext: unknown,
) {
  const missingOptions = needsOptions.filter((name) => options[name] === undefined)
  await withContext(options, async (context) => {
    const missing = needs.filter((method) => !has(context.backend, method))
    if (missing.length > 0) skip(runnerContext, `the backend has no ${missing.join(', ')}`)
    else if (missingOptions.length > 0)
      skip(runnerContext, `testBackend lacks the option ${missingOptions.join(', ')}`)
    else await run(context)
  })
}

async function withContext(options: TestBackendOptions, run: (context: TestContext) => Promise<void>) {
  const opened = await options.open()
  const context = createTestContext(opened, options)
  try {
    await run(context)
  } finally {
    await context.cleanUp()
    await opened.close?.()
  }
}

function skip(context: unknown, reason: string): void {
  const isObject = (typeof context === 'object' && context !== null) || typeof context === 'function'
  if (!isObject || !('skip' in context)) return
  if (typeof context.skip === 'function') Reflect.apply(context.skip, context, [reason])
}

function runnerOf(options: TestBackendOptions): TestRunner {
  const describe: unknown = options.describe ?? Reflect.get(globalThis, 'describe')
  const it: unknown = options.it ?? Reflect.get(globalThis, 'it')
  if (typeof describe === 'function' && typeof it === 'function') {
    return { describe: describe as TestRunner['describe'], it: it as TestRunner['it'] }
  }
  throw new TypeError('testBackend needs a test runner: pass its describe and it, or make them global')
}
