import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const entries = [
  'src/index.ts',
  'src/testing/index.ts',
  ...['assured', 'aymara', 'perseus', 'wriftai'].map((vendor) => `src/backends/${vendor}/index.ts`),
]

const consumer = `
import { createElement } from 'react'
import { createS3Client, s3Backend, UploadProvider, useUploadFile, type Backend, type CallOptions } from './src/index.js'
import { assuredBackend, createAssuredClient } from './src/backends/assured/index.js'
import { aymaraBackend, createAymaraClient } from './src/backends/aymara/index.js'
import { createPerseusClient, perseusBackend } from './src/backends/perseus/index.js'
import { createWriftaiClient, wriftaiBackend } from './src/backends/wriftai/index.js'
import { createFakeBackend } from './src/testing/index.js'

const options: { apiKey: string | undefined; timeoutMs: number | undefined } = { apiKey: undefined, timeoutMs: undefined }
const baseUrl = '/api'
export const backends: readonly Backend[] = [
  s3Backend(createS3Client({ baseUrl, timeoutMs: options.timeoutMs }), { maxBatchSize: undefined }),
  assuredBackend(createAssuredClient({ baseUrl, ...options })),
  aymaraBackend(createAymaraClient({ baseUrl, ...options }), { workspaceUuid: undefined }),
  perseusBackend(createPerseusClient({ baseUrl, ...options })),
  wriftaiBackend(createWriftaiClient({ baseUrl, accessToken: options.apiKey })),
  createFakeBackend(),
]
export const call: CallOptions = { signal: undefined, retries: 0, headers: new Headers() }
export const own: Backend = {
  name: 'own',
  async sign(intents) {
    return intents.map(({ name, size, metadata }) => ({
      target: { type: 'put' as const, url: 'https://store.test/', headers: {}, expiresAt: undefined },
      file: { id: name, name, size, metadata, status: 'pending' as const, url: undefined, raw: {} },
    }))
  },
}
export function Page({ backend }: { backend: Backend }) {
  const { upload, error } = useUploadFile()
  void upload(new Blob([]))
  return createElement(UploadProvider, { backend }, error?.message)
}
`

/** Type checking takes long on a busy machine. */
const timeoutMs = 300_000

test(
  'types › compile in a consumer with the strictest flags and skipLibCheck: false',
  { timeout: timeoutMs },
  () => {
    const files = declarationsOf(entries)
    files.set(`${root}consumer.mts`, consumer)
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      verbatimModuleSyntax: true,
      isolatedModules: true,
      skipLibCheck: false,
      noEmit: true,
    }
    const host = ts.createCompilerHost(options)
    const { fileExists, readFile, getSourceFile } = host
    // The sources must not be found beside the declarations.
    host.fileExists = (path) => files.has(path) || (!path.startsWith(`${root}src/`) && fileExists(path))
    host.readFile = (path) => files.get(path) ?? readFile(path)
    host.getSourceFile = (path, language, ...rest) => {
      const text = files.get(path)
      return text === undefined
        ? getSourceFile(path, language, ...rest)
        : ts.createSourceFile(path, text, language)
    }
    const program = ts.createProgram([`${root}consumer.mts`], options, host)
    const problems = program
      .getSourceFiles()
      .filter(({ fileName }) => files.has(fileName))
      .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
      .map(
        ({ file, messageText }) =>
          `${file?.fileName.replace(root, '') ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      )
    expect(problems).toEqual([])
  },
)

/** The declarations that a build emits for these entries, by path. */
function declarationsOf(names: readonly string[]): Map<string, string> {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)) as {
    config: object
  }
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root)
  const program = ts.createProgram(
    names.map((name) => root + name),
    { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true },
  )
  const files = new Map<string, string>()
  program.emit(undefined, (path, text) => files.set(path, text))
  return files
}
