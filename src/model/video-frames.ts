/** A frame of a video. */
export type VideoFrame = {
  /** Position among the video's frames, from 0. */
  index: number
  /** Presigned URL of the image. */
  url: string
  /** Time in the video, in seconds. */
  atSeconds?: number | undefined
}

/** The frames that a backend extracted from a video. */
export type VideoFrames = {
  fileId: string
  /** Number of frames when `complete`; until then `frames` may have fewer. */
  frameCount: number
  frames: readonly VideoFrame[]
  /** When the frames' URLs expire. */
  urlExpiresAt?: Date | undefined
  /** Whether all frames are available. */
  complete: boolean
}
