import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import { expect } from 'vitest'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// A separate copy: Storybook's may be running, and axe cannot run twice at a time.
const look = `(async () => {
  const module = { exports: {} }
  ${source}
  // Wait for fade-ins, which change colours; endless animations have no end to wait for.
  const fading = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === 1)
  await Promise.allSettled(fading.map(({ finished }) => finished))
  return module.exports.run()
})()`

/** Expects that axe finds no violations in the page. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations, passes } = await page.evaluate<AxeResults>(look)
  expect(passes.length).toBeGreaterThan(10)
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
  )
  expect.soft(found).toEqual([])
}
