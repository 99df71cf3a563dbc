import { createHash, randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { openPage } from './open-page.ts'

/**
 * Uploads two files to the application at that address, one hashed as a whole and one in slices, and checks their digests.
 * @returns the URLs of the workers that hashed
 */
export async function hashIn(address: string): Promise<string[]> {
  const { page, errors } = await openPage()
  await page.goto(address)
  // A server-rendered input has no listener before hydration.
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
  // A development server that discovers a dependency late reloads the page, which loses the upload.
  expect(await page.evaluate('window.same')).toBe(true)
  return page.workers().map((worker) => worker.url())
}
