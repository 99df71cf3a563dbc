import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'
import * as library from 'react-presigned'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'

const hooks = Object.keys(library).filter((name) => /^use[A-Z]/.test(name))
const pages = ['upload-hooks', 'file-hooks', 'file-dropzone', 'video-frame-gallery'].map((name) => ({
  name,
  text: readFileSync(`stories/${name}.mdx`, 'utf8'),
}))

test('every hook has its place on a page', () => {
  const isTold = (hook: string) => pages.some(({ text }) => text.includes(`\`${hook}(`))
  expect(hooks.filter((hook) => !isTold(hook))).toEqual([])
})

test('the README names every hook, and why each dependency is there', () => {
  const readme = readFileSync('README.md', 'utf8')
  expect(hooks.filter((hook) => !readme.includes(`\`${hook}(`))).toEqual([])
  const needed = z.object({ dependencies: z.record(z.string(), z.string()) })
  const { dependencies } = needed.parse(JSON.parse(readFileSync('package.json', 'utf8')))
  const [, table = ''] = readme.split('## Dependencies')
  const peers = ['@tanstack/react-query', '@aws-sdk/*']
  const explained = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name)
  expect(explained.sort()).toEqual([...Object.keys(dependencies), ...peers].sort())
})

/** A page's examples as one module: each of them is whole, and imports what it names. */
function moduleOf(text: string): string {
  const examples = [...text.matchAll(/^```tsx\n(.*?)^```$/gms)].map(([, code = '']) => code)
  return [
    "import * as react from 'react'",
    "import { useSuspenseQuery, type QueryClient } from '@tanstack/react-query'",
    `import { ${Object.keys(library).join(', ')} } from 'react-presigned'`,
    "import type { Backend, RemoteFile } from 'react-presigned'",
    'type ReactNode = react.ReactNode',
    "import { Failure } from './failure.tsx'",
    ...examples,
  ].join('\n')
}

test('the examples for hooks compile as they stand there', () => {
  const config = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, '.')
  const modules = new Map(
    pages
      .filter(({ name }) => name.endsWith('-hooks'))
      .map(({ name, text }) => [resolve(`stories/${name}.examples.tsx`), moduleOf(text)]),
  )
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = (path) => modules.has(path) || fileExists(path)
  host.getSourceFile = (path, ...rest) => {
    const text = modules.get(path)
    return text === undefined
      ? getSourceFile(path, ...rest)
      : ts.createSourceFile(path, text, options.target ?? ts.ScriptTarget.ES2022, true)
  }
  const unused = { noUnusedLocals: false, noUnusedParameters: false, noEmit: true }
  const program = ts.createProgram([...modules.keys()], { ...options, ...unused }, host)
  const complaints = [...modules.keys()].flatMap((path) => {
    const source = program.getSourceFile(path)
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
  })
  expect(complaints.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
  expect([...modules.values()].join('').match(/^function /gm)?.length).toBeGreaterThan(20)
}, 240_000)
