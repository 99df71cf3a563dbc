import { build } from 'esbuild'
import { resolve } from 'node:path'

/** Bundles the script of a page, with its chunks. Returns the files by path: `/scripts/stdin.js` is the entry. */
export async function bundlePage(script: string): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: resolve('.') },
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    outdir: '/scripts',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return new Map(outputFiles.map(({ path, text }) => [path, text]))
}
