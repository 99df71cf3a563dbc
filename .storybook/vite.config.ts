import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

/** The names that applications import, led to the source. */
export const alias = [
  { find: /^react-presigned$/, replacement: source('index.ts') },
  {
    find: /^react-presigned\/(assured|aymara|perseus|wriftai)$/,
    replacement: source('backends/$1/index.ts'),
  },
  { find: /^react-presigned\/(server|server\/node|proxy|testing)$/, replacement: source('$1/index.ts') },
  { find: /^react-presigned\/messages\/(.+)$/, replacement: source('ui/i18n/$1.ts') },
  { find: /^react-presigned\/styles\.css$/, replacement: source('styles/styles.css') },
]

export default defineConfig({ plugins: [react()], resolve: { alias } })
