import type { GalleryFrame } from './frames.ts'

export type PlaybackStep = {
  frames: readonly GalleryFrame[]
  /** The frame that is shown. */
  index: number
  framesPerSecond: number
  /** Images that are decoded or being decoded, by URL. */
  images: Map<string, Promise<unknown>>
  signal: AbortSignal
  advance(index: number): void
  pause(): void
}

const preloadedFrames = 4

/**
 * Advances to the next frame once it is due and its image is decoded, so that no frame is shown empty. Pauses if there is
 * none.
 */
export async function playNextFrame(step: PlaybackStep): Promise<void> {
  const { frames, index, framesPerSecond, images, signal, advance, pause } = step
  const upcoming = upcomingFrames(frames, index)
  const [next] = upcoming
  if (!next) {
    pause()
    return
  }
  for (const { url } of upcoming) if (!images.has(url)) images.set(url, decodeImage(url))
  for (const url of images.keys()) if (images.size > 2 * preloadedFrames) images.delete(url)
  const isDue = new Promise((resolve) => setTimeout(resolve, 1000 / framesPerSecond))
  await Promise.all([isDue, images.get(next.url)])
  if (!signal.aborted) advance(next.index)
}

/** The next frames that have an image. */
function upcomingFrames(frames: readonly GalleryFrame[], index: number): { index: number; url: string }[] {
  const upcoming: { index: number; url: string }[] = []
  for (let next = index + 1; next < frames.length && upcoming.length < preloadedFrames; next++) {
    const url = frames[next]?.url
    if (url !== undefined) upcoming.push({ index: next, url })
  }
  return upcoming
}

/** Resolves for a broken image too: when it is shown, its `onError` refetches the frames or marks it. */
async function decodeImage(url: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = url
  await image.decode().catch(() => undefined)
  return image
}
