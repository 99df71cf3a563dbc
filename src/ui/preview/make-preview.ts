import { contentTypeOf } from '../../uploader/content-type.ts'
import { drawThumbnail } from './draw-thumbnail.ts'
import { isBlank } from './is-blank.ts'
import { openVideo } from './open-video.ts'

// An image is decoded as a whole: with larger ones phones run out of memory.
const maxImageBytes = 60_000_000

/**
 * A thumbnail of an image or a video, with a shorter side of `size` pixels; `undefined` for other types and for what the
 * browser cannot decode.
 */
export async function makePreview(file: Blob, size: number, signal: AbortSignal): Promise<Blob | undefined> {
  const type = contentTypeOf('name' in file ? String(file.name) : '', file)
  if (type.startsWith('video/')) return videoPoster(file, size, signal)
  if (!type.startsWith('image/') || file.size > maxImageBytes) return undefined
  return type === 'image/svg+xml' ? svgThumbnail(file, size) : imageThumbnail(file, size)
}

/** Upright, as `createImageBitmap` applies the EXIF orientation. Rejects for HEIC in most browsers. */
async function imageThumbnail(file: Blob, size: number): Promise<Blob | undefined> {
  // Decoding and scaling run off the main thread; the full-size bitmap never reaches the page.
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
 * An SVG is rasterized: it may be animated, and a `blob:` URL of it, opened in a tab, runs its scripts with the page's
 * origin.
 */
async function svgThumbnail(file: Blob, size: number): Promise<Blob | undefined> {
  const url = URL.createObjectURL(new Blob([file], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    // An SVG without a size of its own is drawn as a square.
    const width = image.naturalWidth || size
    const height = image.naturalHeight || size
    return await drawThumbnail({ source: image, width, height }, size)
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** A frame of a local video; `undefined` if the browser cannot play it. */
async function videoPoster(file: Blob, size: number, signal: AbortSignal): Promise<Blob | undefined> {
  const video = await openVideo(file, signal)
  if (!video) return undefined
  const { element, duration, width, height } = video
  try {
    // Many videos fade in from black: then a later frame is taken.
    for (const seconds of [Math.min(1, duration / 4), duration / 2]) {
      if (!looksBlank(element)) break
      await video.seek(seconds)
    }
    signal.throwIfAborted()
    return await drawThumbnail({ source: element, width, height }, size)
  } finally {
    video.close()
  }
}

// Pixels per side, sufficient to find any contrast.
const sampleSize = 16

function looksBlank(video: HTMLVideoElement): boolean {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = sampleSize
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return false
  context.drawImage(video, 0, 0, sampleSize, sampleSize)
  return isBlank(context.getImageData(0, 0, sampleSize, sampleSize))
}
