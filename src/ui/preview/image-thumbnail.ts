import { drawThumbnail } from './draw-thumbnail.ts'

/** An image in small, upright; `undefined` where the browser cannot decode it, as Chromium HEIC. */
export async function imageThumbnail(file: Blob, type: string, size: number): Promise<Blob | undefined> {
  if (type === 'image/svg+xml') return svgThumbnail(file, size)
  // Decoded off the main thread, and scaled there: what is full-sized never reaches the page.
  const tall = await createImageBitmap(file, { resizeHeight: size * 2, resizeQuality: 'medium' })
  const bitmap =
    tall.width >= size ? tall : await createImageBitmap(file, { resizeWidth: size, resizeQuality: 'medium' })
  const { width, height } = bitmap
  try {
    return await drawThumbnail({ source: bitmap, width, height }, size)
  } finally {
    bitmap.close()
    tall.close()
  }
}

/**
 * A drawing becomes pixels: it would move, and a `blob:` URL of one that is opened by itself runs its scripts as
 * the page's own.
 */
async function svgThumbnail(file: Blob, size: number): Promise<Blob | undefined> {
  const url = URL.createObjectURL(new Blob([file], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    // A drawing without a size of its own is square.
    const width = image.naturalWidth || size
    const height = image.naturalHeight || size
    return await drawThumbnail({ source: image, width, height }, size)
  } finally {
    URL.revokeObjectURL(url)
  }
}
