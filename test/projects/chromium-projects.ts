import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import type { TestProjectConfiguration } from 'vitest/config'
import { alias } from '../../.storybook/vite.config.ts'
import { chromiumLaunchOptions } from '../support/chromium.ts'
import { browserOf } from './browser-of.ts'
import { limits } from './limits.ts'

const configDir = fileURLToPath(new URL('../../.storybook', import.meta.url))

/** Tests in Node that start processes, browsers or compilers, or move many bytes: `npm run check` leaves them out. */
const integrationTests = ['test/sandbox/**/*.test.ts', 'test/**/*.integration.test.ts']

/** Tests in Node and in Chromium, with the newest React. */
export async function chromiumProjects(): Promise<TestProjectConfiguration[]> {
  const launchOptions = await chromiumLaunchOptions()
  const browser = () => browserOf('chromium', launchOptions)
  return [
    {
      resolve: { alias },
      test: {
        name: 'unit',
        environment: 'node',
        // Half the time of a process per file. Tests restore the globals that they replace.
        pool: 'threads',
        isolate: false,
        testTimeout: 20_000,
        setupFiles: ['test/support/uploader-setup.ts'],
        include: ['test/**/*.test.{ts,tsx}'],
        exclude: [
          ...integrationTests,
          'test/**/*.browser.test.{ts,tsx}',
          'test/**/*.s3.test.ts',
          'test/{bundlers,e2e,react-18,storybook,vendors}/**',
        ],
      },
    },
    {
      resolve: { alias },
      test: { ...limits, name: 'integration', environment: 'node', include: integrationTests },
    },
    {
      resolve: { alias },
      test: {
        ...limits,
        name: 'e2e',
        environment: 'node',
        include: ['test/e2e/**/*.test.ts'],
        provide: { browserName: 'chromium' },
        fileParallelism: false,
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
      test: {
        ...limits,
        name: 'storybook',
        environment: 'node',
        include: ['test/storybook/**/*.test.ts'],
      },
    },
    {
      plugins: [react()],
      resolve: { alias },
      test: {
        ...limits,
        name: 'browser',
        browser: browser(),
        setupFiles: ['test/support/test-timeouts.ts'],
        include: ['test/**/*.browser.test.{ts,tsx}'],
        exclude: ['test/**/*.s3.browser.test.ts', 'test/{react-18,compiled}/**'],
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
      plugins: [storybookTest({ configDir })],
      test: { ...limits, name: 'stories', browser: browser() },
    },
  ]
}
