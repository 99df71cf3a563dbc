import { chromium, firefox, type Browser } from 'playwright'
import { inject } from 'vitest'
import { chromiumLaunchOptions } from './chromium.ts'
import type { Screen } from './desktop/start-screen.ts'
import { firefoxLaunchOptions } from './firefox.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The browser of the end-to-end tests, by project. */
    browserName: 'chromium' | 'firefox'
  }
}

export const isFirefox = inject('browserName') === 'firefox'

/**
 * Launches the project's browser.
 *
 * @param screen shows Firefox on this screen. @default headless
 */
export async function launchBrowser(screen?: Screen): Promise<Browser> {
  const shown = screen && { headless: false, env: screen.env }
  if (isFirefox) return firefox.launch({ ...(await firefoxLaunchOptions()), ...shown })
  return chromium.launch(await chromiumLaunchOptions())
}
