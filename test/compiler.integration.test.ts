import { transformAsync } from '@babel/core'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const files = readdirSync('src/react', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => `src/react/${path}`)

// What TanStack Virtual gives changes behind the compiler's back: it leaves these two as they are written.
const left = ['src/react/gallery/use-virtual-grid.ts', 'src/react/uploads/use-upload-list.ts']

type Told = { kind: string; detail?: { toString(): string } }

/** What the React Compiler made of a file, and why it left something as it was. */
async function compiled(file: string) {
  const events: Told[] = []
  const logger = { logEvent: (_file: string | null, event: Told) => events.push(event) }
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

test('the React Compiler takes every hook and component as it is', async () => {
  const results = await Promise.all(files.filter((file) => !left.includes(file)).map(compiled))
  expect(results.flatMap(({ failures }) => failures)).toEqual([])
  // Not because it found none.
  expect(results.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(80)
}, 240_000)

test('what it leaves, it leaves for one reason', async () => {
  for (const file of left) {
    const { failures } = await compiled(file)
    expect(failures).toEqual([expect.stringMatching(/incompatible library/i)])
  }
})
