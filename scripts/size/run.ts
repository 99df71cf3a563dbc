// Measures what an application pays for an import: minified, brotli 11, without react, react-dom and TanStack Query.
//
//   npm run size              measures and fails where a budget of package.json is exceeded
//   npm run size -- --write   also writes the table into README.md
//   npm run size -- --why     also lists minified bytes by folder
//   npm run size -- --quick   without the peers
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { transform } from 'esbuild'
import { buildPackage } from './build-package.ts'
import { bundle, bundlers, type Bundler } from './bundle.ts'
import { measuredImports, otherImports, peerImports, type MeasuredImport } from './imports.ts'
import { exceeded, sizeOf, tableOf, whyOf, type Budgets, type Measured, type Size } from './report.ts'
import { openSmallPut } from './small-put.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const flags = new Set(process.argv.slice(2))
const isQuick = flags.has('--quick')

if (!isQuick && !existsSync(join(root, 'test/bench/node_modules'))) {
  execFileSync('npm', ['ci', '--prefix', 'test/bench', '--no-audit', '--no-fund', '--loglevel', 'error'], {
    cwd: root,
    stdio: 'inherit',
  })
}
const { sizeBudgets } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  sizeBudgets: Budgets
}
const folder = await buildPackage()
const exported = await bundle('esbuild', everything())
const smallPut = await openSmallPut()
try {
  const ours = await measureAll(measuredImports(namesIn(exported.eager[0]?.code ?? '')), bundlers)
  const others = await measureAll(otherImports, ['esbuild'])
  const peers = isQuick ? [] : await measureAll(peerImports, bundlers)
  const styles = await stylesSize(join(folder, 'dist/styles.css'))

  const table = tableOf(ours, peers)
  console.log(`kB, minified and brotli 11: esbuild / Vite\n\n${table}\n`)
  console.log(`${tableOf(others, [])}\n\nstyles.css: ${styles.toFixed(1)} kB\n`)
  if (flags.has('--write')) await writeTable(table)

  const stylesheet: Measured = {
    measured: { ...everything(), id: 'styles.css' },
    sizes: { esbuild: { eager: styles, lazy: 0, smallPut: undefined } },
  }
  const failures = exceeded([...ours, ...others, stylesheet], sizeBudgets)
  for (const failure of failures) console.error(`Over budget: ${failure}`)
  process.exitCode = failures.length > 0 ? 1 : 0
} finally {
  await smallPut.close()
}

function everything(): MeasuredImport {
  const [first] = otherImports
  if (!first) throw new Error('There is nothing to measure.')
  return first
}

async function stylesSize(path: string): Promise<number> {
  const { code } = await transform(await readFile(path), { loader: 'css', minify: true })
  return brotliCompressSync(code).length / 1000
}

/** Names in the `export { … }` of a minified bundle. */
function namesIn(code: string): ReadonlySet<string> {
  const list = /export\s*\{([^{}]*)\};?\s*$/.exec(code)?.[1] ?? ''
  return new Set(list.split(',').map((name) => name.trim().replace(/^.* as /, '')))
}

async function measureAll(
  imports: readonly MeasuredImport[],
  which: readonly Bundler[],
): Promise<readonly Measured[]> {
  const all: Measured[] = []
  for (const measured of imports) {
    const sizes: Partial<Record<Bundler, Size>> = {}
    for (const bundler of which) {
      const built = await bundle(bundler, measured)
      const loaded = measured.runs ? await smallPut.load(built) : undefined
      sizes[bundler] = sizeOf(built, loaded)
      if (!flags.has('--why') || !measured.runs) continue
      console.log(`${measured.id}, ${bundler}`)
      const names = (chunks: typeof built.lazy) =>
        chunks.map(({ file, brotli }) => `${file} ${brotli}`).join(', ')
      console.log(
        `  loaded on the way: ${names((loaded ?? []).filter((chunk) => !built.eager.includes(chunk))) || 'nothing'}`,
      )
      console.log(
        `  not loaded: ${names(built.lazy.filter((chunk) => !loaded?.includes(chunk))) || 'nothing'}`,
      )
      if (bundler === 'esbuild') console.log(`${whyOf('eager', built.eager)}\n${whyOf('lazy', built.lazy)}`)
    }
    all.push({ measured, sizes })
  }
  return all
}

/** Replaces what is between the markers in README.md. */
async function writeTable(table: string): Promise<void> {
  const path = join(root, 'README.md')
  const [start, end] = ['<!-- size:start -->', '<!-- size:end -->']
  const readme = await readFile(path, 'utf8')
  const from = readme.indexOf(start)
  const to = readme.indexOf(end)
  if (from < 0 || to < from) throw new Error(`README.md has no ${start} … ${end}.`)
  await writeFile(path, `${readme.slice(0, from + start.length)}\n\n${table}\n\n${readme.slice(to)}`)
}
