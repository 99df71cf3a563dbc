import react from '@vitejs/plugin-react'
import type { TestProjectConfiguration } from 'vitest/config'
import { alias } from '../../.storybook/vite.config.ts'
import { react18 } from '../react-18/alias.ts'
import { chromiumLaunchOptions } from '../support/chromium.ts'
import { browserOf } from './browser-of.ts'
import { limits } from './limits.ts'

/** Hooks and components with the oldest supported React. */
export async function react18Projects(): Promise<TestProjectConfiguration[]> {
  const launchOptions = await chromiumLaunchOptions()
  return [
    {
      plugins: [react()],
      resolve: { alias: [...alias, react18] },
      test: {
        ...limits,
        name: 'react-18',
        browser: browserOf('chromium', launchOptions),
        setupFiles: ['test/support/test-timeouts.ts'],
        include: ['test/{react,styles,react-18}/**/*.browser.test.{ts,tsx}'],
        // React 18 has no `<Activity>`.
        exclude: ['test/react/activity.browser.test.tsx'],
      },
    },
    {
      test: {
        ...limits,
        name: 'react-18-server',
        environment: 'node',
        include: ['test/react-18/**/*.test.ts'],
      },
    },
  ]
}
