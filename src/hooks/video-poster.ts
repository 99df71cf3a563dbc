import { drawThumbnail } from './draw-thumbnail.ts'
import { isBlank } from './is-blank.ts'

// A codec that the browser lacks, and a file that is broken, may say nothing at all.
const patienceMs = 8_000

/** A frame of a local video; `undefined` where the browser cannot play it. */
export async function videoPoster(file: Blob, size: number, signal: AbortSignal): Promise<Blob | undefined> {
  const video = document.createElement('video')
  const url = URL.createObjectURL(file)
  const ended = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  try {
    video.muted = true
    video.playsInline = true
    video.preload = 'auto'
    video.src = url
    await heard(video, 'loadeddata', ended)
    if (video.videoWidth === 0) return undefined
    // Many films begin in the dark: then a later frame, where the length is known.
    for (const time of laterThan(video.duration)) {
      if (!isBlank(video)) break
      await seek(video, time, ended)
    }
    return await drawThumbnail({ source: video, width: video.videoWidth, height: video.videoHeight }, size)
  } finally {
    // Else the decoder is kept until the element is collected, and browsers have only so many.
    video.removeAttribute('src')
    video.load()
    URL.revokeObjectURL(url)
  }
}

function laterThan(duration: number): number[] {
  return Number.isFinite(duration) ? [Math.min(1, duration / 4), duration / 2] : []
}

async function seek(video: HTMLVideoElement, time: number, signal: AbortSignal): Promise<void> {
  const seeked = heard(video, 'seeked', signal)
  video.currentTime = time
  await seeked
  // Safari says `seeked` before the frame is there; a browser that paints nothing in the background never calls.
  await new Promise<void>((resolve) => {
    video.requestVideoFrameCallback(() => resolve())
    setTimeout(resolve, 250)
  })
}

function heard(video: HTMLVideoElement, event: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { once: true, signal }
    video.addEventListener(event, () => resolve(), options)
    video.addEventListener('error', () => reject(new Error('The browser cannot play this video.')), options)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
