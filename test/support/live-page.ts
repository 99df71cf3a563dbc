import type { Locator, Page } from 'playwright'

/** What to wait with: a busy machine is no failure. */
export const waitOptions = { timeout: 60_000, interval: 50 }

/** Waits until the page can be used. */
export async function ready(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose files' }).waitFor({ timeout: 60_000 })
}

export const dropzoneIn = (page: Page) => page.locator('[data-drag]').first()

export type Point = { x: number; y: number }

/** The middle of what is in the page, once it is in view. */
export async function centerOf(element: Locator): Promise<Point> {
  await element.scrollIntoViewIfNeeded()
  const box = await element.boundingBox()
  if (!box) throw new Error('What the mouse is to go to is not there.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Drops files from the disk on Chromium’s dropzone, as the mouse does; in Firefox `dragFiles` does it. */
export async function dropFromDisk(page: Page, paths: readonly string[]): Promise<void> {
  const point = await centerOf(dropzoneIn(page))
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...point, data })
  }
}

/** Has Chromium’s page copy a picture into the system’s clipboard; for Firefox another program does it. */
export async function copyImageInPage(page: Page): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve)
    })
    if (blob) await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
  })
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
export async function waitForSummary(page: Page, words: string, timeout = 120_000): Promise<void> {
  await page.locator('.rp-summary').getByText(words, { exact: true }).waitFor({ timeout })
}

/** Frames of the gallery whose picture has been loaded, seen one by one: pictures load when they come near. */
export async function countLoadedImages(page: Page): Promise<number> {
  const pictures = page.locator('.rp-frame img')
  for (const picture of await pictures.all()) await picture.scrollIntoViewIfNeeded()
  return pictures.evaluateAll(
    (images) => images.filter((image) => image instanceof HTMLImageElement && image.naturalWidth > 0).length,
  )
}
