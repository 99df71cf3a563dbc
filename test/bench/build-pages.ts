import react from '@vitejs/plugin-react'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { alias } from '../../.storybook/vite.config.ts'
import { contenders, type ContenderName } from './contenders.ts'

const names = {
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  assetFileNames: '[name]-[hash][extname]',
}

/** Bundles the pages as an application would: for production, ours from the source. Returns the folder. */
export async function buildPages(which: readonly ContenderName[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-pages-'))
  const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const entries = which.map((name) => [name, source(contenders[name].page)])
  await build({
    configFile: false,
    logLevel: 'warn',
    root: source('.'),
    plugins: [react()],
    resolve: { alias, dedupe: ['react', 'react-dom'] },
    // Ours and hand-written code may call their workers alike.
    worker: { format: 'es', rolldownOptions: { output: { ...names, entryFileNames: '[name]-[hash].js' } } },
    build: {
      target: 'es2022',
      outDir: folder,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: Infinity,
      rolldownOptions: {
        input: Object.fromEntries([['before', source('pages/before.ts')], ...entries]) as Record<
          string,
          string
        >,
        output: names,
      },
    },
  })
  return folder
}
