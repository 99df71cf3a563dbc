import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Compiles a consumer against the declarations that a build emits for these entries, and returns the problems. Installed
 * packages are checked only as far as the consumer uses them.
 */
export function compileConsumer(
  entries: readonly string[],
  consumer: string,
  consumerOptions: ts.CompilerOptions,
  fileName = 'consumer.mts',
): readonly string[] {
  const files = declarationsOf(entries)
  files.set(root + fileName, consumer.replace(/'react-presigned(\/[^']*)?'/g, toSource))
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    ...consumerOptions,
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
  const program = ts.createProgram([root + fileName], options, host)
  // Diagnostics per file: checking all declarations of the AWS SDK would take long.
  return program
    .getSourceFiles()
    .filter(({ fileName }) => files.has(fileName))
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(
      ({ file, messageText }) =>
        `${file?.fileName.replace(root, '') ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
}

/** The module of `src` that a subpath of the package stands for. */
function toSource(_specifier: string, subpath = ''): string {
  const isVendor = /assured|aymara|perseus|wriftai/.test(subpath)
  return `'./src${isVendor ? '/backends' : ''}${subpath}/index.js'`
}

/** The declarations that a build emits for these entries, by path. */
function declarationsOf(entries: readonly string[]): Map<string, string> {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)) as {
    config: object
  }
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root)
  const program = ts.createProgram(
    entries.map((name) => root + name),
    { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true },
  )
  const files = new Map<string, string>()
  program.emit(undefined, (path, text) => files.set(path, text))
  return files
}
