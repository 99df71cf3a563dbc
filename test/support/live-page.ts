import type { Locator, Page } from 'playwright'

/** For `expect.poll`: long enough for a busy machine. */
export const waitOptions = { timeout: 60_000, interval: 50 }

/** Waits until the page is interactive. */
export async function ready(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose files' }).waitFor({ timeout: 60_000 })
}

export const dropzoneIn = (page: Page) => page.locator('[data-drag]').first()

export type Point = { x: number; y: number }

/** Scrolls an element into view and returns its centre. */
export async function centerOf(element: Locator): Promise<Point> {
  await element.scrollIntoViewIfNeeded()
  const box = await element.boundingBox()
  if (!box) throw new Error('The element has no box.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Drops files from the disk on the dropzone in Chromium; in Firefox `dragFiles` does it. */
export async function dropFromDisk(page: Page, paths: readonly string[]): Promise<void> {
  const point = await centerOf(dropzoneIn(page))
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...point, data })
  }
}

/** Copies an image to the system clipboard in Chromium; in Firefox another program does it. */
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

/** Chooses files in the dropzone's input, without a file dialog: over WebDriver BiDi a page gets one only. */
export async function choose(page: Page, paths: readonly string[]): Promise<void> {
  await page.locator('.rp-dropzone input[type=file]').first().setInputFiles(paths, { timeout: 120_000 })
}

/** Limits the upload throughput, in bytes per second. Chromium only. */
export async function throttleUploads(page: Page, uploadThroughput: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput }
  await session.send('Network.emulateNetworkConditions', conditions)
}

/** Waits for the list's summary. */
export async function waitForSummary(page: Page, words: string, timeout = 120_000): Promise<void> {
  await page.locator('.rp-summary').getByText(words, { exact: true }).waitFor({ timeout })
}

/** Number of loaded frames in the gallery, after scrolling through it, since images load lazily. */
export async function countLoadedImages(page: Page): Promise<number> {
  const images = page.locator('.rp-frame img')
  for (const image of await images.all()) await image.scrollIntoViewIfNeeded()
  return images.evaluateAll(
    (images) => images.filter((image) => image instanceof HTMLImageElement && image.naturalWidth > 0).length,
  )
}
