import { expect } from 'vitest'
import { waitOptions } from '../support/live-page.ts'
import type { openStreamedPages, Way } from './open-streamed-page.ts'

type Pages = Awaited<ReturnType<typeof openStreamedPages>>

/** Opens the streamed page in a browser of that language and expects it to hydrate without warnings. */
export async function expectHydration(
  pages: Pages,
  way: Way,
  locale: string,
  version: RegExp,
): Promise<void> {
  const { page, complaints } = await pages.open(way, locale)
  await expect.poll(() => page.locator('#video').textContent(), waitOptions).toBe('video.mp4')
  await expect.poll(() => page.getByRole('option').count(), waitOptions).toBe(6)
  expect(await page.evaluate('window.reactVersion')).toMatch(version)
  await expect.poll(() => page.locator('.rp-hint').textContent(), waitOptions).toContain('1.2 GB')
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: 'a.mp4', mimeType: 'video/mp4', buffer: Buffer.from('video') })
  await expect
    .poll(() => page.locator('.rp-upload').first().getAttribute('data-status'), waitOptions)
    .toBe('completed')
  await expect.poll(() => page.locator('input[name="videos"][type="hidden"]').count(), waitOptions).toBe(1)
  expect(complaints).toEqual([])
  expect(pages.failures).toEqual([])
}
