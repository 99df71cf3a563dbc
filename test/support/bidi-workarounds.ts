import { server } from 'vitest/browser'

/**
 * Whether Playwright drives the browser over BiDi, as it does Firefox. In a frame, where Vitest's tests live, it can
 * neither click, resize nor choose files then, and there is no protocol of Chromium's.
 */
export const isOverBidi = server.browser === 'firefox'
