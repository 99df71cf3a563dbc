import { PlaywrightBrowserProvider, playwright } from '@vitest/browser-playwright'
import type { LaunchOptions } from 'playwright'

/** A browser configuration. Vitest modifies it, so each project needs its own. */
export function browserOf(browser: 'chromium' | 'firefox', launchOptions: LaunchOptions) {
  return {
    enabled: true,
    headless: true,
    provider: providerOf(launchOptions),
    instances: [{ browser }],
    screenshotFailures: false,
  }
}

/**
 * Playwright, with the test frame found by position. Vitest finds it by name, which over WebDriver BiDi can be missing:
 * Playwright reads a frame's name when it is attached, and a fast page sets it later.
 */
function providerOf(launchOptions: LaunchOptions) {
  const options = { launchOptions }
  return {
    ...playwright(options),
    providerFactory(...[project]: Parameters<ReturnType<typeof playwright>['providerFactory']>) {
      const provider = new PlaywrightBrowserProvider(project, options)
      const contextOf = provider.getCommandsContext.bind(provider)
      provider.getCommandsContext = (sessionId) => {
        const context = contextOf(sessionId)
        const frame = () => Promise.resolve(context.page.mainFrame().childFrames().at(-1) ?? context.frame())
        return { ...context, frame }
      }
      return provider
    },
  }
}
