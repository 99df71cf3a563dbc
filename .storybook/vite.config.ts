import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

/** The names that applications import, led to the source. */
export const alias = [
  { find: /^react-presigned$/, replacement: source('index.ts') },
  { find: /^react-presigned\/server$/, replacement: source('server/index.ts') },
  { find: /^react-presigned\/testing$/, replacement: source('testing/index.ts') },
  { find: /^react-presigned\/messages\/(.+)$/, replacement: source('messages/$1.ts') },
  { find: /^react-presigned\/styles\.css$/, replacement: source('components/styles.css') },
]

export default defineConfig({ plugins: [react()], resolve: { alias } })
