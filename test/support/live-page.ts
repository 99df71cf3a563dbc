import type { Page } from 'playwright'

/** Where a live story is shown by itself. */
export function liveStoryUrl(port: number, story: string): string {
  return `http://127.0.0.1:${port}/iframe.html?id=live-${story}--upload&viewMode=story`
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

/** Frames of the gallery whose picture has been loaded, seen one by one: pictures load when they come near. */
export async function shownPictures(page: Page): Promise<number> {
  const pictures = page.locator('.rp-frame img')
  for (const picture of await pictures.all()) await picture.scrollIntoViewIfNeeded()
  return pictures.evaluateAll(
    (images) => images.filter((image) => image instanceof HTMLImageElement && image.naturalWidth > 0).length,
  )
}
