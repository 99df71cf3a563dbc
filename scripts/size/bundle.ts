import { build as buildWithEsbuild } from 'esbuild'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { build as buildWithVite } from 'vite'
import { workFolder } from './build-package.ts'
import type { MeasuredImport } from './imports.ts'

/** A script of a bundle. */
export type Chunk = {
  file: string
  code: string
  /** Bytes after brotli at its highest level. */
  brotli: number
  /** Files of chunks that it imports statically. */
  imports: readonly string[]
  /** Minified bytes by module; known with esbuild. */
  modules: Readonly<Record<string, number>>
}

/** What a bundler makes of an import. The chunk called `entry.js` and those that it imports statically are eager. */
export type Bundle = { eager: readonly Chunk[]; lazy: readonly Chunk[] }

export const bundlers = ['esbuild', 'vite'] as const
export type Bundler = (typeof bundlers)[number]

/** Left to the application, which has them already. */
const external = /^(react|react-dom|@tanstack\/react-query)(\/|$)/
const peersFolder = fileURLToPath(new URL('../../test/bench', import.meta.url))

export async function bundle(bundler: Bundler, measured: MeasuredImport): Promise<Bundle> {
  const folder = measured.from === 'package' ? workFolder : join(peersFolder, 'node_modules/.cache/size')
  const entry = join(folder, measured.id, 'entry.js')
  await mkdir(join(folder, measured.id), { recursive: true })
  await writeFile(entry, measured.source)
  return split(bundler === 'esbuild' ? await esbuildChunks(entry) : await viteChunks(entry))
}

async function esbuildChunks(entry: string): Promise<readonly Chunk[]> {
  const { outputFiles, metafile } = await buildWithEsbuild({
    entryPoints: { entry },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    metafile: true,
    outdir: '/out',
    absWorkingDir: '/',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'error',
    plugins: [
      {
        name: 'external',
        setup: ({ onResolve }) => onResolve({ filter: external }, ({ path }) => ({ path, external: true })),
      },
    ],
  })
  return outputFiles
    .filter(({ path }) => path.endsWith('.js'))
    .map(({ path, text }) => {
      const meta = metafile.outputs[path.slice(1)]
      const imports = (meta?.imports ?? []).filter((one) => one.kind === 'import-statement' && !one.external)
      const inputs = Object.entries(meta?.inputs ?? {})
      return chunkOf(
        nameOf(path),
        text,
        imports.map((one) => nameOf(one.path)),
        Object.fromEntries(inputs.map(([module, { bytesInOutput }]) => [module, bytesInOutput])),
      )
    })
}

async function viteChunks(entry: string): Promise<readonly Chunk[]> {
  const built = await buildWithVite({
    configFile: false,
    root: workFolder,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    worker: { format: 'es' },
    base: './',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: { entry },
        external,
        preserveEntrySignatures: 'strict',
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
  })
  const output = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  return output
    .filter(({ fileName }) => fileName.endsWith('.js'))
    .map((file) => {
      if (file.type === 'chunk')
        return chunkOf(
          file.fileName,
          file.code,
          file.imports.filter((path) => !external.test(path)),
        )
      return chunkOf(file.fileName, String(file.source), [])
    })
}

function chunkOf(
  file: string,
  code: string,
  imports: readonly string[],
  modules: Readonly<Record<string, number>> = {},
): Chunk {
  const compressed = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  return { file, code, brotli: compressed.length, imports, modules }
}

function nameOf(path: string): string {
  return path.replace(/^.*\//, '')
}

function split(chunks: readonly Chunk[]): Bundle {
  const eager = new Set<Chunk>()
  const visit = (name: string) => {
    const chunk = chunks.find(({ file }) => file === name)
    if (!chunk || eager.has(chunk)) return
    eager.add(chunk)
    chunk.imports.forEach(visit)
  }
  visit('entry.js')
  return { eager: [...eager], lazy: chunks.filter((chunk) => !eager.has(chunk)) }
}

/** Kilobytes (1,000 bytes) of chunks after brotli. */
export function kilobytes(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { brotli }) => sum + brotli, 0) / 1000
}
