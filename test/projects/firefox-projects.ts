import react from '@vitejs/plugin-react'
import type { TestProjectConfiguration } from 'vitest/config'
import { alias } from '../../.storybook/vite.config.ts'
import { firefoxLaunchOptions } from '../support/firefox.ts'
import { browserOf } from './browser-of.ts'
import { limits } from './limits.ts'

/** Uploader, hooks, components and end-to-end tests in Firefox. */
export async function firefoxProjects(): Promise<TestProjectConfiguration[]> {
  const launchOptions = await firefoxLaunchOptions()
  return [
    {
      plugins: [react()],
      resolve: { alias },
      test: {
        ...limits,
        name: 'firefox',
        browser: browserOf('firefox', launchOptions),
        setupFiles: ['test/support/test-timeouts.ts'],
        include: ['test/{react,styles}/**/*.browser.test.{ts,tsx}', 'test/uploader/**/*.browser.test.ts'],
        exclude: [
          'test/**/*.s3.browser.test.ts',
          // Need page sizes and media features (coarse pointer), which WebDriver BiDi cannot set.
          'test/styles/looks.browser.test.tsx',
          // Takes screenshots of elements, which Firefox cannot over BiDi.
          'test/styles/tailwind.browser.test.tsx',
          'test/react/dropzone/dropzone-camera.browser.test.tsx',
        ],
      },
    },
    {
      resolve: { alias },
      test: {
        ...limits,
        name: 'firefox-transfer',
        browser: browserOf('firefox', launchOptions),
        include: ['test/**/*.s3.browser.test.ts'],
        globalSetup: ['test/support/transfer-setup.ts'],
      },
    },
    {
      resolve: { alias },
      test: {
        ...limits,
        name: 'firefox-e2e',
        environment: 'node',
        // `*.chromium.test.ts` needs the Chrome DevTools Protocol.
        include: ['test/e2e/*.e2e.test.ts'],
        provide: { browserName: 'firefox' },
        fileParallelism: false,
      },
    },
  ]
}
