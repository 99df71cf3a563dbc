import { drawThumbnail } from './draw-thumbnail.ts'
import { isBlank } from './is-blank.ts'
import { openVideo } from './open-video.ts'

// Pixels of a picture that is only asked whether it shows anything.
const side = 16

/** A frame of a local video; `undefined` where the browser cannot play it. */
export async function videoPoster(file: Blob, size: number, signal: AbortSignal): Promise<Blob | undefined> {
  const video = await openVideo(file, signal)
  if (!video) return undefined
  const { element, duration, width, height } = video
  try {
    // Many films begin in the dark: then a later frame.
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

function looksBlank(video: HTMLVideoElement): boolean {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = side
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return false
  context.drawImage(video, 0, 0, side, side)
  return isBlank(context.getImageData(0, 0, side, side))
}
