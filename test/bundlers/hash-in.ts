import { createHash, randomBytes } from 'node:crypto'
import { chromium } from 'playwright'
import { expect, onTestFinished } from 'vitest'
import { chromiumLaunchOptions } from '../support/chromium.ts'

/**
 * Uploads files to the application at that address, one that fits and one that streams, and expects their digests.
 * @returns the addresses of the workers that hashed
 */
export async function hashIn(address: string): Promise<string[]> {
  const browser = await chromium.launch(await chromiumLaunchOptions())
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  await page.goto(address)
  // A server that renders before the browser does shows a field that nobody listens to yet.
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => Object.assign(window, { same: true }))
  for (const size of [1000, 20_000_000]) {
    const buffer = randomBytes(size)
    await page
      .locator('input')
      .setInputFiles({ name: `${size}`, mimeType: 'application/octet-stream', buffer })
    const digest = createHash('sha256').update(buffer).digest('hex')
    await expect.poll(() => page.locator('output').textContent(), { timeout: 30_000 }).toBe(digest)
  }
  expect(errors).toEqual([])
  // A development server that finds a dependency late reloads the page, and with it goes the upload.
  expect(await page.evaluate('window.same')).toBe(true)
  return page.workers().map((worker) => worker.url())
}
