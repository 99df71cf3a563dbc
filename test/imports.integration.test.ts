import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const execute = promisify(execFile)

/** Imports a file in a Node of its own, and tells what globals there are more. */
const script = `
const before = new Set(Object.getOwnPropertyNames(globalThis))
await import(process.argv[1])
const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name))
console.log(JSON.stringify(added))
`

test.each(['index', 'server/index', 'testing/index', 'ui/i18n/de'])(
  'in bare Node the import of %s adds no global, and nothing that keeps running',
  async (name) => {
    const file = new URL(`../src/${name}.ts`, import.meta.url).href
    const flags = ['--import', 'tsx', '--input-type=module', '--eval', script, file]
    // Node ends by itself only where nothing is left to wait for.
    const { stdout, stderr } = await execute(process.execPath, flags, { timeout: 20_000 })
    const added = JSON.parse(stdout) as string[]
    // zod keeps its registry there, and the AWS SDK a place for Lambda.
    expect(added.filter((global) => !/^(__zod_|awslambda$)/.test(global))).toEqual([])
    expect(stderr).toBe('')
  },
)
