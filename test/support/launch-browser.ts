import { chromium, firefox, type Browser } from 'playwright'
import { inject } from 'vitest'
import { chromiumLaunchOptions } from './chromium.ts'
import { firefoxLaunchOptions } from './firefox.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The browser of a person's journeys, by project. */
    browserName: 'chromium' | 'firefox'
  }
}

export const inFirefox = inject('browserName') === 'firefox'

/** The browser that this project is about. */
export async function launchBrowser(): Promise<Browser> {
  if (inFirefox) return firefox.launch(await firefoxLaunchOptions())
  return chromium.launch(await chromiumLaunchOptions())
}
