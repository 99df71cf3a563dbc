import { isBlank } from '../preview/is-blank.ts'
import { openVideo } from '../preview/open-video.ts'

export type CaptureOptions = {
  count: number
  signal: AbortSignal
  /** Called once with the video's metadata, before any image. */
  onOpen(video: { duration: number; width: number; height: number }): void
  /** Called for each image; an index at which the video shows a single colour is skipped. */
  onFrame(index: number, image: Blob): void
}

// Pixels of the longer side: sharp in the grid on a high-density screen, and acceptable in the dialog.
const maxSide = 640

// Videos often begin in black, and Safari paints some frames late: a blank frame is tried again a bit later.
const blankOffsets = [0, 0.2, 0.5]

/**
 * Captures images at equal intervals from a video file. Ends early if the browser can't play it. Rejects with the
 * signal's reason.
 */
export async function captureFrames(file: Blob, options: CaptureOptions): Promise<void> {
  const { count, signal, onOpen, onFrame } = options
  const video = await openVideo(file, signal)
  if (!video) return
  try {
    const { duration, width, height } = video
    onOpen({ duration, width, height })
    const scale = Math.min(1, maxSide / Math.max(width, height))
    const canvas = video.element.ownerDocument.createElement('canvas')
    canvas.width = Math.max(1, Math.round(width * scale))
    canvas.height = Math.max(1, Math.round(height * scale))
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!context) return

    const interval = duration / count
    for (let index = 0; index < count; index++) {
      for (const offset of blankOffsets) {
        const isPainted = await video.seek(Math.min((index + offset) * interval, duration - 0.05))
        signal.throwIfAborted()
        if (!isPainted) return
        context.drawImage(video.element, 0, 0, canvas.width, canvas.height)
        if (isBlank(context.getImageData(0, 0, canvas.width, canvas.height))) continue
        const image = await new Promise<Blob | null>((resolve) => {
          canvas.toBlob(resolve, 'image/jpeg', 0.8)
        })
        signal.throwIfAborted()
        if (image) onFrame(index, image)
        break
      }
    }
  } finally {
    video.close()
  }
}
