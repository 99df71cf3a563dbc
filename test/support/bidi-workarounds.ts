import { server } from 'vitest/browser'

/**
 * Whether Playwright drives the browser over WebDriver BiDi, as it does Firefox. In frames, where Vitest runs its tests,
 * it can then neither click, resize nor choose files, and the Chrome DevTools Protocol is missing.
 */
export const isOverBidi = server.browser === 'firefox'
