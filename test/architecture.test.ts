import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

const layers = ['errors', 'model', 'http', 'backends', 'upload', 'hooks', 'components', 'index']

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path: `src/${path}`, text: readFileSync(`src/${path}`, 'utf8') }))

/** `src/upload/engine.ts` is of `upload`, `src/errors.ts` of `errors`. */
function layerOf(path: string): string {
  return path.split('/')[1]?.replace(/\.tsx?$/, '') ?? ''
}

function importsOf({ path, text }: { path: string; text: string }): readonly string[] {
  const names = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
  return names.map((name) => (name.startsWith('.') ? normalize(join(dirname(path), name)) : name))
}

describe.each(files)('$path', (file) => {
  const layer = layerOf(file.path)
  const imports = importsOf(file)
  const own = imports.filter((name) => name.startsWith('src/'))

  test('imports only what is left of it', () => {
    const allowed: Record<string, readonly string[]> = {
      messages: ['errors', 'hooks', 'messages'],
      server: ['errors', 'model', 'server', 'backends'],
      testing: ['errors', 'model', 'http', 'backends', 'upload', 'testing'],
    }
    const left = allowed[layer] ?? layers.slice(0, layers.indexOf(layer) + 1)
    expect(own.filter((name) => !left.includes(layerOf(name)))).toEqual([])
  })

  test('names files whole and knows of other folders only what it may', () => {
    expect(own.filter((name) => !/\.(tsx?|css)$/.test(name))).toEqual([])
    const wires = own.filter((name) => name.startsWith('src/backends/') && name !== 'src/backends/backend.ts')
    if (layer === 'upload' || layer === 'testing' || layer === 'hooks' || layer === 'components') {
      expect(wires).toEqual([])
    }
    if (layer === 'server') {
      expect(wires.filter((name) => name !== 'src/backends/s3/schemas.ts')).toEqual([])
    }
    if (layer === 'components') expect(own.filter((name) => layerOf(name) === 'upload')).toEqual([])
  })

  test('sees React only from hooks on, and says so where state lives', () => {
    const react = imports.some((name) =>
      /^(react|react-dom|react-dropzone|@tanstack\/react-(query|virtual))(\/|$)/.test(name),
    )
    if (react) expect(['hooks', 'components']).toContain(layer)
    const client =
      /\b(use(State|Effect|Ref|Memo|Callback|SyncExternalStore|Query|InfiniteQuery|Mutation)|createContext)\b/
    if (client.test(file.text)) expect(file.text.startsWith("'use client'\n")).toBe(true)
  })

  test('takes zod as zod/mini, exports by name, sends bytes by one file only', () => {
    expect(imports).not.toContain('zod')
    // The object `z` defies tree shaking: 85 kB gzipped instead of 4.
    expect(file.text).not.toMatch(/^import \{ z \} from 'zod\/mini'/m)
    expect(file.text).not.toMatch(/^export default/m)
    if (file.path !== 'src/upload/xhr-transfer.ts') expect(file.text).not.toMatch(/new XMLHttpRequest/)
    if (layer !== 'index' && !file.path.endsWith('/index.ts')) expect(file.text).not.toMatch(/^export \* /m)
  })
})

test('there is one barrel a subpath', () => {
  const barrels = files.map(({ path }) => path).filter((path) => path.endsWith('/index.ts'))
  expect(barrels.sort()).toEqual(['src/index.ts', 'src/server/index.ts', 'src/testing/index.ts'])
})
