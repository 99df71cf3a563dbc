import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const entries = ['src/server/index.ts', 'src/server/node/index.ts', 'src/proxy/index.ts']

// A consumer of the package as in a Node project without the DOM's types.
const consumer = `
import { createServer } from 'node:http'
import { createProxyHandler } from './src/proxy/index.js'
import { createUploadHandler, type UploadHandlerOptions } from './src/server/index.js'
import { toNodeListener } from './src/server/node/index.js'

type User = { id: string; email?: string }
declare const s3: UploadHandlerOptions['s3']
declare function userOf(request: Request): Promise<User | undefined>
declare const limit: number | undefined

const upload = createUploadHandler({
  s3,
  bucket: 'uploads',
  maxSize: limit,
  authorize: async (request) => {
    const user = await userOf(request)
    return user && { owner: user.id }
  },
  onError: (error, request) => console.error(error, request.url),
})
const proxy = createProxyHandler({
  upstream: 'https://api.example.com',
  headers: (request) => new Headers({ 'x-api-key': request.url }),
  routes: [{ method: 'GET', path: '/v2/files/:id' }],
  authorize: async (request) => (await userOf(request))?.email,
  timeoutMs: limit,
})
createProxyHandler({
  upstream: 'https://api.example.com',
  headers: { 'x-api-key': 'secret' },
  routes: [],
  authorize: userOf,
})
createServer(toNodeListener(upload)).listen(3000)
createServer(toNodeListener(proxy, { trustProxy: undefined })).listen(3001)
`

test(
  'server types › compile without the DOM library and under exactOptionalPropertyTypes',
  { timeout: 120_000 },
  () => {
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ['lib.es2023.d.ts'],
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    }
    const files = declarationsOf(entries)
    files.set(`${root}consumer.mts`, consumer)
    const host = ts.createCompilerHost(options)
    const { fileExists, readFile, getSourceFile } = host
    host.fileExists = (path) => files.has(path) || (isInstalled(path) && fileExists(path))
    host.readFile = (path) => files.get(path) ?? readFile(path)
    host.getSourceFile = (path, language, ...rest) => {
      const text = files.get(path)
      return text === undefined
        ? getSourceFile(path, language, ...rest)
        : ts.createSourceFile(path, text, language)
    }
    const program = ts.createProgram([`${root}consumer.mts`], options, host)
    // Diagnostics per file: checking the AWS SDK's declarations takes long, and they are not ours.
    const problems = program
      .getSourceFiles()
      .filter(({ fileName }) => files.has(fileName))
      .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
      .map(
        ({ file, messageText }) =>
          `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
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

/** The sources must not be found beside the emitted declarations. */
function isInstalled(path: string): boolean {
  return path.includes('/node_modules/') || path.includes('/typescript/lib/')
}
