import { playwright } from '@vitest/browser-playwright'
import type { LaunchOptions } from 'playwright'

/** A browser for one project. Vitest fills it in: every project needs one of its own. */
export function browserOf(browser: 'chromium' | 'firefox', launchOptions: LaunchOptions) {
  return {
    enabled: true,
    headless: true,
    provider: playwright({ launchOptions }),
    instances: [{ browser }],
    screenshotFailures: false,
  }
}
