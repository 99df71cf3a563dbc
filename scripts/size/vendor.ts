import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'

const names = ['react', 'react/jsx-runtime', 'react-dom', 'react-dom/client', '@tanstack/react-query']

/** The modules that bundles leave to the application, as scripts by file name and as an import map. */
export async function bundleVendor() {
  const fileOf = (name: string) => name.replace(/\W+/g, '-')
  const sources = new Map(
    await Promise.all(
      names.map(async (name) => {
        const exports = Object.keys((await import(name)) as object).filter((key) =>
          /^(?!default$)[\w$]+$/.test(key),
        )
        // React is CommonJS: its names are exported one by one.
        const source = `export { ${exports.filter((key) => key !== 'module.exports').join(', ')} } from '${name}'`
        return [fileOf(name), source] as const
      }),
    ),
  )
  const { outputFiles } = await build({
    entryPoints: [...sources.keys()].map((name) => ({ in: `vendor:${name}`, out: name })),
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    write: false,
    outdir: '/out',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
    plugins: [
      {
        name: 'vendor',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^vendor:/ }, ({ path }) => ({ path: path.slice(7), namespace: 'vendor' }))
          onLoad({ filter: /.*/, namespace: 'vendor' }, ({ path }) => ({
            contents: sources.get(path) ?? '',
            resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
          }))
        },
      },
    ],
  })
  return {
    files: new Map(outputFiles.map(({ path, text }) => [path.replace(/^.*\//, ''), text])),
    importMap: Object.fromEntries(names.map((name) => [name, `/vendor/${fileOf(name)}.js`])),
  }
}
