import { transformAsync } from '@babel/core'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const files = readdirSync('src/react', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => `src/react/${path}`)

type CompilerEvent = { kind: string; detail?: { toString(): string } }

/** Compiles a file, and returns the number of compiled functions and the reasons for skipped ones. */
async function compiled(file: string) {
  const events: CompilerEvent[] = []
  const logger = { logEvent: (_file: string | null, event: CompilerEvent) => events.push(event) }
  await transformAsync(readFileSync(file, 'utf8'), {
    filename: file,
    configFile: false,
    babelrc: false,
    parserOpts: { plugins: ['typescript', 'jsx'] },
    plugins: [['babel-plugin-react-compiler', { logger, panicThreshold: 'none' }]],
  })
  return {
    count: events.filter(({ kind }) => kind === 'CompileSuccess').length,
    failures: events
      .filter(({ kind }) => kind !== 'CompileSuccess')
      .map(({ kind, detail }) => `${file}: ${kind} ${String(detail)}`),
  }
}

test('React Compiler › compiles every hook and component', async () => {
  const results = await Promise.all(files.map(compiled))
  expect(results.flatMap(({ failures }) => failures)).toEqual([])
  // Guards against a result without functions.
  expect(results.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0)
}, 240_000)
