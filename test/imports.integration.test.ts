import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const execute = promisify(execFile)

/** Imports a file in a separate Node process and prints the globals that it added. */
const script = `
const before = new Set(Object.getOwnPropertyNames(globalThis))
await import(process.argv[1])
const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name))
console.log(JSON.stringify(added))
`

test.each(['index', 'server/index', 'testing/index', 'ui/i18n/de'])(
  'import of %s › adds no globals and keeps nothing running in Node',
  async (name) => {
    const file = new URL(`../src/${name}.ts`, import.meta.url).href
    const flags = ['--import', 'tsx', '--input-type=module', '--eval', script, file]
    // Node exits by itself only if nothing is pending.
    const { stdout, stderr } = await execute(process.execPath, flags, { timeout: 20_000 })
    const added = JSON.parse(stdout) as string[]
    // zod has a global registry, and the AWS SDK a global for Lambda.
    expect(added.filter((global) => !/^(__zod_|awslambda$)/.test(global))).toEqual([])
    expect(stderr).toBe('')
  },
)

/** Imports a file in a Node process without the globals that are named. */
const scriptWithout = `
const [file, ...missing] = process.argv.slice(1)
for (const name of missing) delete globalThis[name]
const exported = Object.keys(await import(file))
console.log(exported.length > 0, missing.filter((name) => name in globalThis).join())
`

// jest-environment-jsdom 29 has none of these: https://github.com/jsdom/jsdom/issues/2524
const missingInJest =
  'TextEncoder TextDecoder fetch Request Response Headers ReadableStream TransformStream structuredClone BroadcastChannel crypto Blob File FormData AbortController navigator'

test.each(['index', 'testing/index', 'backends/aymara/index', 'ui/i18n/de'])(
  'import of %s › works where the test environment lacks web APIs',
  async (name) => {
    const file = new URL(`../src/${name}.ts`, import.meta.url).href
    const flags = ['--import', 'tsx', '--input-type=module', '--eval', scriptWithout, file]
    const { stdout } = await execute(process.execPath, [...flags, ...missingInJest.split(' ')], {
      timeout: 60_000,
    })
    expect(stdout).toBe('true \n')
  },
)
