/** Pictures that were taken from the file itself. */
export type LocalFrames = {
  /** How many there will be. */
  count: number
  /** Addresses by place; `undefined` where none was taken (yet). */
  urls: readonly (string | undefined)[]
  /** Seconds. */
  duration: number
  /** Pixels. */
  width: number
  /** Pixels. */
  height: number
}

/** How many pictures are taken from a file. */
export const localFrameCount = 12

// Beyond so many places to a picture it would be everywhere, and mean nothing.
const mostPlaces = 4

/** The picture that stands in for one of `count` places: the last that was taken before it. */
export function previewAt(local: LocalFrames | undefined, index: number, count: number): string | undefined {
  if (!local) return undefined
  const taken = Math.floor((index * local.count) / count)
  const isItsOwn = Math.ceil((taken * count) / local.count) === index
  return isItsOwn || count <= mostPlaces * local.count ? local.urls[taken] : undefined
}
