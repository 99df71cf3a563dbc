/** Images captured from the local file. */
export type LocalFrames = {
  /** How many there will be. */
  count: number
  /** `blob:` URLs by position; `undefined` where no image is captured (yet). */
  urls: readonly (string | undefined)[]
  /** Seconds. */
  duration: number
  /** Pixels. */
  width: number
  /** Pixels. */
  height: number
}

// An image that stood in for more frames than this would fill the whole page.
const maxFramesPerImage = 4

/** URL of the image that stands in for one of `count` frames: the last one captured before it. */
export function previewUrlAt(
  local: LocalFrames | undefined,
  index: number,
  count: number,
): string | undefined {
  if (!local) return undefined
  const captured = Math.floor((index * local.count) / count)
  const isExact = Math.ceil((captured * count) / local.count) === index
  return isExact || count <= maxFramesPerImage * local.count ? local.urls[captured] : undefined
}
