import { isBlank } from '../preview/is-blank.ts'
import { openVideo } from '../preview/open-video.ts'

/** How pictures are taken from a file. */
export type CaptureOptions = {
  count: number
  signal: AbortSignal
  /** Hears what the video is like, before any picture. */
  onOpen(video: { duration: number; width: number; height: number }): void
  /** Hears of each picture. A place whose pictures are all blank is left out. */
  onFrame(place: number, picture: Blob): void
}

// Pixels of the longer side: enough for a grid on a dense screen, and for a first look in a dialog.
const longest = 640

/**
 * Takes pictures at even distances from a video file. Ends early where the browser cannot play it; throws the
 * signal's reason.
 */
export async function captureFrames(file: Blob, options: CaptureOptions): Promise<void> {
  const { count, signal, onOpen, onFrame } = options
  const video = await openVideo(file, signal)
  if (!video) return
  try {
    const { duration, width, height } = video
    onOpen({ duration, width, height })
    const scale = Math.min(1, longest / Math.max(width, height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(width * scale))
    canvas.height = Math.max(1, Math.round(height * scale))
    const paper = canvas.getContext('2d', { willReadFrequently: true })
    if (!paper) return

    const share = duration / count
    for (let place = 0; place < count; place++) {
      // Films begin in black, and Safari paints some frames late: a blank one is looked for again further on.
      for (const further of [0, 0.2, 0.5]) {
        const isThere = await video.seek(Math.min((place + further) * share, duration - 0.05))
        signal.throwIfAborted()
        if (!isThere) return
        paper.drawImage(video.element, 0, 0, canvas.width, canvas.height)
        if (isBlank(paper.getImageData(0, 0, canvas.width, canvas.height))) continue
        const picture = await new Promise<Blob | null>((resolve) => {
          canvas.toBlob(resolve, 'image/jpeg', 0.8)
        })
        signal.throwIfAborted()
        if (picture) onFrame(place, picture)
        break
      }
    }
  } finally {
    video.close()
  }
}
