import { isBlank } from '../preview/is-blank.ts'
import { openVideo } from '../preview/open-video.ts'
import type { LocalFrames } from './local-frames.ts'

export type CaptureOptions = {
  /** Aborts the capture, and revokes the URLs of its images. */
  signal: AbortSignal
  /** Called with the video's metadata, and again with each image. */
  onChange(frames: LocalFrames): void
}

/** How many images are captured from a file. */
const count = 12

// Pixels of the longer side: sharp in the grid on a high-density screen, and acceptable in the dialog.
const maxSide = 640

// Videos often begin in black, and Safari paints some frames late: a blank frame is tried again a bit later.
const blankOffsets = [0, 0.2, 0.5]

/**
 * Captures images at equal intervals from a video file. Ends early if the browser can't play it; skips images that show
 * a single colour. Rejects with the signal's reason.
 */
export async function captureFrames(file: Blob, { signal, onChange }: CaptureOptions): Promise<void> {
  signal.throwIfAborted()
  const video = await openVideo(file, signal)
  if (!video) return
  try {
    const { duration, width, height } = video
    const urls: (string | undefined)[] = []
    const update = () => onChange({ count, urls: [...urls], duration, width, height })
    signal.addEventListener('abort', () => {
      for (const url of urls) if (url !== undefined) URL.revokeObjectURL(url)
    })
    update()
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
        if (image) {
          urls[index] = URL.createObjectURL(image)
          update()
        }
        break
      }
    }
  } finally {
    video.close()
  }
}
