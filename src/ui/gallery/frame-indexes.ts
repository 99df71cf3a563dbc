import type { VideoFrame, VideoFrames } from '../../model/video-frames.ts'

/** Frames in their places. */
export type FramePlaces = {
  places: readonly (VideoFrame | undefined)[]
  /** Whether the backend numbers them by the video's own frames: then they stand close together. */
  isSparse: boolean
}

/**
 * A place for each frame that is there or will be, in order.
 *
 * @param isOver whether no more are to come
 */
export function framePlaces({ frames, frameCount, complete }: VideoFrames, isOver: boolean): FramePlaces {
  const inOrder = [...frames].sort((a, b) => a.index - b.index)
  const count = Math.max(complete || isOver ? 0 : frameCount, inOrder.length)
  const last = inOrder.at(-1)?.index ?? -1
  // What never comes leaves no hole.
  if (isOver && !complete) return { places: inOrder, isSparse: last >= frameCount }
  if (last >= count) {
    const missing = Array.from({ length: count - inOrder.length }, () => undefined)
    return { places: [...inOrder, ...missing], isSparse: true }
  }
  const byIndex = new Map(inOrder.map((frame) => [frame.index, frame]))
  return { places: Array.from({ length: count }, (_, index) => byIndex.get(index)), isSparse: false }
}
