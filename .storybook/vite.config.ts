import react from '@vitejs/plugin-react'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

type PackageJson = { exports: Record<string, string | { default: string }> }

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))
const packageJson = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
const { exports } = JSON.parse(packageJson) as PackageJson

/** The entry points of `package.json`, resolved to their sources instead of the build. */
export const alias = [
  ...Object.entries(exports).flatMap(([subpath, target]) => {
    if (typeof target === 'string' || !target.default.endsWith('.js')) return []
    const replacement = source(target.default.replace('./dist/', '').replace(/\.js$/, '.ts'))
    return [{ find: new RegExp(`^react-presigned${subpath.slice(1)}$`), replacement }]
  }),
  { find: /^react-presigned\/styles\.css$/, replacement: source('styles/styles.css') },
]

export default defineConfig({ plugins: [react()], resolve: { alias } })
