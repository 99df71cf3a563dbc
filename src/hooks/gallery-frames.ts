import { openableUrl } from '../model/openable-url.ts'
import type { VideoFrame, VideoFrames } from '../model/video-frames.ts'
import type { Picture } from './gallery-state.ts'
import type { UploadFormat } from './format.ts'
import type { UploadMessages } from './messages.ts'

/** One place in a gallery. */
export type GalleryFrame = {
  /** Its place, from 0. */
  index: number
  /** `pending` until it arrives, `broken` where its picture cannot be shown. */
  status: 'pending' | 'ready' | 'broken'
  /** Address of the picture; only ever one that a browser may open. */
  url: string | undefined
  /** What it is called: `Frame 3 of 40, at 0:12`. */
  label: string
  /** `0:12` */
  timeCode: string | undefined
  /** The frame as the backend tells it. */
  frame: VideoFrame | undefined
  /** Changes when the picture is to be loaded anew: make it the key of its `<img>`. */
  attempt: number
}

type Words = { messages: UploadMessages; format: UploadFormat }

/** A place for each frame that is there or will be, in order. */
export function galleryFrames(
  frames: VideoFrames | undefined,
  pictures: Readonly<Record<number, Picture>>,
  words: Words,
): readonly GalleryFrame[] {
  if (!frames) return []
  const places = placesOf(frames)
  return places.map((frame, index) =>
    galleryFrame(frame, { index, count: places.length, picture: pictures[index] }, words),
  )
}

/** Frames in their places. A backend may number them by the video's own frames: then they stand close together. */
function placesOf({ frames, frameCount, complete }: VideoFrames): readonly (VideoFrame | undefined)[] {
  const inOrder = [...frames].sort((a, b) => a.index - b.index)
  const count = Math.max(complete ? 0 : frameCount, inOrder.length)
  const last = inOrder.at(-1)?.index ?? -1
  if (last >= count) return [...inOrder, ...Array.from({ length: count - inOrder.length }, () => undefined)]
  const byIndex = new Map(inOrder.map((frame) => [frame.index, frame]))
  return Array.from({ length: count }, (_, index) => byIndex.get(index))
}

type Place = { index: number; count: number; picture: Picture | undefined }

function galleryFrame(
  frame: VideoFrame | undefined,
  { index, count, picture }: Place,
  { messages, format }: Words,
): GalleryFrame {
  const url = openableUrl(frame?.url)
  const isBroken = picture?.status === 'broken' || (frame !== undefined && url === undefined)
  const status = isBroken ? 'broken' : frame ? 'ready' : 'pending'
  const timeCode = frame?.atSeconds === undefined ? undefined : format.timeCode(frame.atSeconds)
  const place = messages.frameLabel({ number: index + 1, count, time: timeCode })
  const words = { pending: messages.framePending, ready: undefined, broken: messages.frameBroken }[status]
  return {
    index,
    status,
    // While frames are asked for again there is no picture that could load.
    url: isBroken || picture?.status === 'asking' ? undefined : url,
    label: words === undefined ? place : `${place}. ${words}`,
    timeCode,
    frame,
    attempt: picture?.attempt ?? 0,
  }
}
