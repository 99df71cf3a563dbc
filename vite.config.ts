import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import dts from 'vite-plugin-dts'
import { build, type Plugin } from 'vite'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { alias } from './.storybook/vite.config.ts'
import { chromiumArguments, findChromium } from './test/support/chromium.ts'
import { firefoxLaunchOptions } from './test/support/firefox.ts'

const languages = ['ar', 'de', 'es', 'fr', 'ja', 'pt-BR', 'zh-CN']

export default defineConfig(async ({ mode }) => {
  const testing = process.env['VITEST'] !== undefined
  return {
    plugins: testing
      ? []
      : [react(), dts({ tsconfigPath: './tsconfig.build.json', entryRoot: 'src' }), styles(), hashWorker()],
    build: {
      target: 'es2022',
      sourcemap: true,
      minify: false,
      lib: {
        // The names mirror the source's folders, so that code and declarations land side by side.
        entry: {
          index: 'src/index.ts',
          'server/index': 'src/server/index.ts',
          'testing/index': 'src/testing/index.ts',
          ...Object.fromEntries(languages.map((name) => [`messages/${name}`, `src/messages/${name}.ts`])),
        },
        formats: ['es' as const],
      },
      rolldownOptions: {
        external: (id: string) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0'),
        // A file each, so that 'use client' stays where hooks live.
        output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
      },
    },
    test: testing ? { projects: await projectsOf(mode), testTimeout: 30_000, hookTimeout: 120_000 } : {},
  }
})

/** The stylesheet goes out as it is written: applications import it by name. */
function styles() {
  return {
    name: 'styles',
    generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): void }) {
      const source = readFileSync(new URL('src/components/styles.css', import.meta.url), 'utf8')
      this.emitFile({ type: 'asset', fileName: 'styles.css', source })
    },
  }
}

/**
 * Packs the worker into one file beside the code that names it, and into a module as text. Vite would give the file
 * another address, which the bundlers of applications do not see: the one in the code must stay as it is written.
 */
function hashWorker(): Plugin {
  const written = "new URL('./hash-worker.ts', import.meta.url)"
  const kept = "new URL('./hash-worker.js', import.meta.url)"
  const placeholder = '__HASH_WORKER_URL__'
  let packing: Promise<string> | undefined
  return {
    name: 'hash-worker',
    enforce: 'pre',
    async transform(code, id) {
      if (id.endsWith('/hash/start-worker.ts')) {
        if (!code.includes(written)) this.error(`${id} no longer says ${written}`)
        packing ??= packHashWorker()
        return { code: code.replace(written, placeholder), map: null }
      }
      if (!id.endsWith('/hash/packed-worker.ts')) return undefined
      packing ??= packHashWorker()
      return { code: `export const packedWorker = ${JSON.stringify(await packing)}`, map: { mappings: '' } }
    },
    renderChunk(code) {
      return code.includes(placeholder) ? { code: code.replace(placeholder, kept), map: null } : null
    },
    async generateBundle() {
      if (!packing) return
      this.emitFile({ type: 'asset', fileName: 'upload/hash/hash-worker.js', source: await packing })
    },
  }
}

async function packHashWorker(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: 'src/upload/hash/hash-worker.ts', output: { format: 'es' } },
    },
  })
  const [script] = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  if (script?.type !== 'chunk') throw new Error('The hash worker was not packed into a script.')
  return `/*! With hash-wasm (https://www.npmjs.com/package/hash-wasm), (c) Dani Biro, MIT license */\n${script.code}`
}

/** What a person does in either browser. The other journeys need Chromium's protocol. */
const bothBrowsersJourneys = ['test/journeys/person-*.test.ts']

const limits = { testTimeout: 30_000, hookTimeout: 120_000 }

/** Firefox's are a mode of their own: nothing else needs that browser, and looking for it may install it. */
function projectsOf(mode: string): Promise<TestProjectConfiguration[]> {
  return mode === 'firefox' ? firefoxProjects() : projects()
}

async function firefoxProjects(): Promise<TestProjectConfiguration[]> {
  const launchOptions = await firefoxLaunchOptions()
  const browser = () => ({
    enabled: true,
    headless: true,
    provider: playwright({ launchOptions }),
    instances: [{ browser: 'firefox' as const }],
    screenshotFailures: false,
  })
  return [
    {
      plugins: [react()],
      resolve: { alias },
      test: {
        ...limits,
        name: 'firefox',
        browser: browser(),
        setupFiles: ['test/support/patience.ts'],
        include: [
          'test/components/**/*.browser.test.{ts,tsx}',
          'test/hooks/**/*.browser.test.{ts,tsx}',
          'test/upload/**/*.browser.test.ts',
        ],
        exclude: ['test/**/*.s3.browser.test.ts'],
      },
    },
    {
      resolve: { alias },
      test: {
        ...limits,
        name: 'firefox-transfer',
        browser: browser(),
        include: ['test/**/*.s3.browser.test.ts'],
        globalSetup: ['test/support/transfer-setup.ts'],
      },
    },
    {
      resolve: { alias },
      test: {
        ...limits,
        name: 'firefox-journeys',
        environment: 'node',
        include: bothBrowsersJourneys,
        provide: { browserName: 'firefox' },
        fileParallelism: false,
      },
    },
  ]
}

async function projects(): Promise<TestProjectConfiguration[]> {
  const executablePath = await findChromium()
  // Vitest fills it in: every project needs one of its own.
  const browser = () => ({
    enabled: true,
    headless: true,
    provider: playwright({ launchOptions: { executablePath, args: [...chromiumArguments] } }),
    instances: [{ browser: 'chromium' as const }],
    screenshotFailures: false,
  })
  return [
    {
      resolve: { alias },
      test: {
        ...limits,
        name: 'unit',
        environment: 'node',
        provide: { browserName: 'chromium' },
        include: ['test/**/*.test.{ts,tsx}'],
        exclude: [
          'test/**/*.browser.test.{ts,tsx}',
          'test/**/*.s3.test.ts',
          'test/vendors/**',
          'test/bundlers/**',
        ],
      },
    },
    {
      resolve: { alias },
      test: { ...limits, name: 's3', environment: 'node', include: ['test/**/*.s3.test.ts'] },
    },
    {
      resolve: { alias },
      test: {
        ...limits,
        name: 'vendors',
        environment: 'node',
        include: ['test/vendors/**/*.test.ts'],
        globalSetup: ['test/vendors/vendors-setup.ts'],
        testTimeout: 60_000,
        hookTimeout: 300_000,
        fileParallelism: false,
      },
    },
    {
      test: {
        name: 'bundlers',
        environment: 'node',
        include: ['test/bundlers/**/*.test.ts'],
        globalSetup: ['test/bundlers/bundlers-setup.ts'],
        testTimeout: 600_000,
        hookTimeout: 600_000,
        fileParallelism: false,
      },
    },
    {
      plugins: [react()],
      resolve: { alias },
      test: {
        ...limits,
        name: 'browser',
        browser: browser(),
        setupFiles: ['test/support/patience.ts'],
        include: ['test/**/*.browser.test.{ts,tsx}'],
        exclude: ['test/**/*.s3.browser.test.ts'],
      },
    },
    {
      resolve: { alias },
      test: {
        ...limits,
        name: 'transfer',
        browser: browser(),
        include: ['test/**/*.s3.browser.test.ts'],
        globalSetup: ['test/support/transfer-setup.ts'],
      },
    },
    {
      resolve: { alias },
      plugins: [storybookTest({ configDir: fileURLToPath(new URL('.storybook', import.meta.url)) })],
      test: { ...limits, name: 'stories', browser: browser() },
    },
  ]
}
