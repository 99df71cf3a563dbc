import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import { expect } from 'vitest'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// A copy of its own: Storybook's may be running, and one runs once at a time.
const look = `(async () => {
  const module = { exports: {} }
  ${source}
  // What fades in has its colours once it is there; what breathes has none to wait for.
  const fading = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === 1)
  await Promise.allSettled(fading.map(({ finished }) => finished))
  return module.exports.run()
})()`

/** Has axe look at a page as it is now: whatever it finds is a failure. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations, passes } = await page.evaluate<AxeResults>(look)
  expect(passes.length).toBeGreaterThan(10)
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
  )
  expect.soft(found).toEqual([])
}
