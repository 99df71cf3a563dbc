import { kilobytes, type Bundle, type Bundler, type Chunk } from './bundle.ts'
import type { MeasuredImport } from './imports.ts'

/** Kilobytes after brotli. `smallPut` is what a page loads until a small file is uploaded. */
export type Size = { eager: number; lazy: number; smallPut: number | undefined }
export type Measured = { measured: MeasuredImport; sizes: Readonly<Partial<Record<Bundler, Size>>> }
export type Budgets = Readonly<Record<string, { eager: number; smallPut?: number }>>

export function sizeOf(bundle: Bundle, loaded: readonly Chunk[] | undefined): Size {
  return {
    eager: kilobytes(bundle.eager),
    lazy: kilobytes(bundle.lazy),
    smallPut: loaded && kilobytes(loaded),
  }
}

/** The table in Markdown, sizes of esbuild and Vite side by side. */
export function tableOf(ours: readonly Measured[], peers: readonly Measured[]): string {
  const row = ({ measured, sizes }: Measured) => {
    const pair = (pick: (size: Size) => number | undefined) => {
      const texts = [sizes.esbuild, sizes.vite].map((size) => (size && pick(size))?.toFixed(1) ?? '–')
      return texts.every((text) => text === '–') ? '–' : texts.join(' / ')
    }
    const missing = measured.missing.length > 0 ? ` (not exported yet: ${measured.missing.join(', ')})` : ''
    return [
      measured.label + missing,
      pair((size) => size.eager),
      pair((size) => size.smallPut),
      pair((size) => size.lazy),
    ]
  }
  const head = ['import', 'eager', 'until a small file is uploaded', 'loaded on demand']
  return align([head, ...ours.map(row), ...peers.map(row)])
}

/** Pads the cells as Prettier does. */
function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = rows
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}

/** Sentences about what is larger than its budget. */
export function exceeded(all: readonly Measured[], budgets: Budgets): readonly string[] {
  return all.flatMap(({ measured, sizes }) => {
    const budget = budgets[measured.id]
    if (!budget) return [`${measured.id} has no budget in package.json.`]
    return Object.entries(sizes).flatMap(([bundler, size]) => {
      const over = (what: string, actual: number | undefined, limit: number | undefined) =>
        actual !== undefined && limit !== undefined && actual > limit
          ? [`${measured.id} (${bundler}): ${what} ${actual.toFixed(2)} kB, budget ${limit} kB`]
          : []
      return [
        ...over('eager', size.eager, budget.eager),
        ...over('small PUT', size.smallPut, budget.smallPut),
      ]
    })
  })
}

/** Minified bytes by folder or package, largest first. */
export function whyOf(title: string, chunks: readonly Chunk[]): string {
  const bytes = new Map<string, number>()
  for (const { modules } of chunks) {
    for (const [module, size] of Object.entries(modules)) {
      bytes.set(folderOf(module), (bytes.get(folderOf(module)) ?? 0) + size)
    }
  }
  const lines = [...bytes].filter(([, size]) => size > 0).sort(([, a], [, b]) => b - a)
  return [`  ${title}`, ...lines.map(([folder, size]) => `${String(size).padStart(9)} B  ${folder}`)].join(
    '\n',
  )
}

function folderOf(module: string): string {
  const own = /react-presigned\/dist\/(?:(.*)\/)?[^/]*$/.exec(module)
  if (own) return `src/${own[1] ?? ''}`
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module)?.[1] ?? module
}
