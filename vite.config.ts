import react from '@vitejs/plugin-react'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import dts from 'vite-plugin-dts'
import { build, type Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { libraryEntries, sharedFileOf } from './scripts/build/library-entries.ts'
import { limits } from './test/projects/limits.ts'
import { projectsOf } from './test/projects/projects-of.ts'

export default defineConfig(async ({ mode }) => {
  const testing = process.env['VITEST'] !== undefined
  return {
    plugins: testing
      ? []
      : [react(), dts({ tsconfigPath: './tsconfig.build.json', entryRoot: 'src' }), styles(), hashWorker()],
    build: {
      target: 'es2022',
      sourcemap: true,
      minify: false,
      lib: {
        entry: libraryEntries(),
        formats: ['es' as const],
      },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension' as const,
        external: (id: string) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0'),
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          minifyInternalExports: false,
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [
              { debugName: 'shared', name: (id: string) => sharedFileOf(relative('src', id)) ?? null },
            ],
          },
        },
      },
    },
    test: testing ? { projects: await projectsOf(mode), ...limits } : {},
  }
})

/**
 * Emits `dist/styles.css`: the sheets that `src/styles/styles.css` imports, one after the other, as they are written. Its
 * declaration is empty: TypeScript checks imports for side effects by default from version 6 on.
 */
function styles(): Plugin {
  const folder = new URL('src/styles/', import.meta.url)
  const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
  return {
    name: 'styles',
    generateBundle() {
      const source = read('styles.css').replaceAll(
        /@import '(.+)';\n/g,
        (_, name: string) => `\n${read(name)}`,
      )
      this.emitFile({ type: 'asset', fileName: 'styles.css', source })
      this.emitFile({ type: 'asset', fileName: 'styles.css.d.ts', source: 'export {}\n' })
    },
  }
}

/**
 * Bundles the hash worker into one file next to the module that names it. Vite would rewrite the address to one that the
 * bundlers of applications don't recognize: the expression must stay as it is written.
 */
function hashWorker(): Plugin {
  const sourceUrl = "new URL('./hash-worker.ts', import.meta.url)"
  const distUrl = "new URL('./hash-worker.js', import.meta.url)"
  const placeholder = '__HASH_WORKER_URL__'
  return {
    name: 'hash-worker',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/hashing/worker-client.ts')) return undefined
      if (!code.includes(sourceUrl)) this.error(`${id} must contain ${sourceUrl}`)
      return { code: code.replace(sourceUrl, placeholder), map: null }
    },
    renderChunk(code) {
      return code.includes(placeholder) ? { code: code.replace(placeholder, distUrl), map: null } : null
    },
    async generateBundle() {
      const source = await bundleHashWorker()
      this.emitFile({ type: 'asset', fileName: 'uploader/hashing/hash-worker.js', source })
    },
  }
}

async function bundleHashWorker(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: 'src/uploader/hashing/hash-worker.ts', output: { format: 'es' } },
    },
  })
  const [script] = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  if (script?.type !== 'chunk') throw new Error('The hash worker was not bundled into a script.')
  return `/*! With hash-wasm (https://www.npmjs.com/package/hash-wasm), (c) Dani Biro, MIT license */\n${script.code}`
}
