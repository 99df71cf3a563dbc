/** One still of a video. */
export type VideoFrame = {
  /** Place in the video's order of frames, from 0. */
  index: number
  /** Signed address of the picture. */
  url: string
  /** Where in the video it was taken, in seconds. */
  atSeconds?: number
}

/** The stills that a backend extracted from a video. */
export type VideoFrames = {
  fileId: string
  /** How many frames there will be; frames arrive while `complete` is false. */
  frameCount: number
  frames: readonly VideoFrame[]
  /** When the frames' URLs stop working. */
  urlExpiresAt?: Date
  /** Whether every frame is there. */
  complete: boolean
}
