import type { Page } from 'playwright'

/** What to wait with: a busy machine is no failure. */
export const patience = { timeout: 60_000, interval: 50 }

/** Waits until the page can be used. */
export async function ready(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose files' }).waitFor({ timeout: 60_000 })
}

/** Drops files from the disk on the page's dropzone, as the mouse does. */
export async function dropFromDisk(page: Page, paths: readonly string[]): Promise<void> {
  const zone = page.locator('[data-drag]').first()
  await zone.scrollIntoViewIfNeeded()
  const box = await zone.boundingBox()
  if (!box) throw new Error('The dropzone is not there.')
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...point, data })
  }
}

/** The dropzone's own input. Over BiDi a page has one file dialog in its life: what is chosen again goes in here. */
export async function choose(page: Page, paths: readonly string[]): Promise<void> {
  await page.locator('.rp-dropzone input[type=file]').first().setInputFiles(paths, { timeout: 120_000 })
}

/** Has the browser send so many bytes a second at most; only Chromium can. */
export async function throttleUploads(page: Page, uploadThroughput: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput }
  await session.send('Network.emulateNetworkConditions', conditions)
}

/** Waits for the list's own words. */
export async function summarised(page: Page, words: string, timeout = 120_000): Promise<void> {
  await page.locator('.rp-summary').getByText(words, { exact: true }).waitFor({ timeout })
}

/** Frames of the gallery whose picture has been loaded, seen one by one: pictures load when they come near. */
export async function shownPictures(page: Page): Promise<number> {
  const pictures = page.locator('.rp-frame img')
  for (const picture of await pictures.all()) await picture.scrollIntoViewIfNeeded()
  return pictures.evaluateAll(
    (images) => images.filter((image) => image instanceof HTMLImageElement && image.naturalWidth > 0).length,
  )
}
