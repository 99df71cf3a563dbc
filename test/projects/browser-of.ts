import { PlaywrightBrowserProvider, playwright } from '@vitest/browser-playwright'
import type { LaunchOptions } from 'playwright'

/** A browser for one project. Vitest fills it in: every project needs one of its own. */
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
 * Playwright, with the frame of the tests found by where it lies. Vitest asks for it by name; over BiDi Playwright looks
 * the name up when a frame comes, and where the page is faster than that, it has none until it navigates again.
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
