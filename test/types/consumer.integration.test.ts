import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { clientConsumer } from './client-consumer.ts'
import { compileConsumer } from './compile-consumer.ts'

const entries = [
  'src/index.ts',
  'src/testing/index.ts',
  ...['assured', 'aymara', 'perseus', 'wriftai'].map((vendor) => `src/backends/${vendor}/index.ts`),
]

const browserLibraries = ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts']

/** Type checking takes long on a busy machine. */
const timeoutMs = 300_000

test(
  'types › compile in a consumer with the strictest flags and skipLibCheck: false',
  { timeout: timeoutMs },
  () => {
    const problems = compileConsumer(entries, clientConsumer, {
      lib: browserLibraries,
      types: [],
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      verbatimModuleSyntax: true,
      isolatedModules: true,
    })
    expect(problems).toEqual([])
  },
)

/** The code blocks of the README's quick start. */
function quickStart(): readonly string[] {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const [, section = ''] = /\n## Quick start\n(.*?)\n## /s.exec(readme) ?? []
  return [...section.matchAll(/```tsx?\n(.*?)```/gs)].map(([, code = '']) => code)
}

test('types › compile the page of the quick start', { timeout: timeoutMs }, () => {
  const [page = ''] = quickStart()
  expect(page).toContain('<UploadProvider')
  const options = { lib: browserLibraries, types: [], jsx: ts.JsxEmit.ReactJSX }
  // The declaration of the styles is part of the package only.
  const code = page.replace("import 'react-presigned/styles.css'", '')
  expect(compileConsumer(entries, code, options, 'consumer.tsx')).toEqual([])
})

test('types › compile the server of the quick start', { timeout: timeoutMs }, () => {
  const [, server = ''] = quickStart()
  expect(server).toContain('createUploadHandler(')
  // What it imports of the application.
  const code = server.replace(
    /import \{ getUser \}.*/,
    'declare function getUser(request: Request): Promise<{ id: string } | undefined>',
  )
  const options = { lib: ['lib.es2023.d.ts'], types: ['node'] }
  expect(compileConsumer(['src/server/index.ts'], code, options)).toEqual([])
})
