import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

/** The names that applications import, led to the source. */
export const alias = [
  { find: /^react-presigned$/, replacement: source('index.ts') },
  { find: /^react-presigned\/server$/, replacement: source('server/index.ts') },
  { find: /^react-presigned\/testing$/, replacement: source('testing/index.ts') },
  { find: /^react-presigned\/styles\.css$/, replacement: source('components/styles.css') },
]

/** The sandbox's API under Storybook's own origin, as an application's server has its routes. */
const sandbox = process.env['SANDBOX_URL'] ?? 'http://127.0.0.1:6007'

export default defineConfig({
  plugins: [react()],
  resolve: { alias },
  server: {
    proxy: { '/sandbox': { target: sandbox, rewrite: (path) => path.replace(/^\/sandbox/, '') } },
  },
})
