import react from '@vitejs/plugin-react'
import type { TestProjectConfiguration } from 'vitest/config'
import { alias } from '../../.storybook/vite.config.ts'
import { reactCompiler } from '../compiled/react-compiler.ts'
import { chromiumLaunchOptions } from '../support/chromium.ts'
import { browserOf } from './browser-of.ts'
import { limits } from './limits.ts'

/** Hooks and components, compiled with the React Compiler. */
export async function compiledProjects(): Promise<TestProjectConfiguration[]> {
  const launchOptions = await chromiumLaunchOptions()
  return [
    {
      plugins: [reactCompiler(), react()],
      resolve: { alias },
      // Vite would otherwise discover it during the tests and reload the page.
      optimizeDeps: { include: ['react/compiler-runtime'] },
      test: {
        ...limits,
        name: 'compiled',
        browser: browserOf('chromium', launchOptions),
        setupFiles: ['test/support/test-timeouts.ts'],
        include: ['test/{react,styles,compiled}/**/*.browser.test.{ts,tsx}'],
      },
    },
  ]
}
