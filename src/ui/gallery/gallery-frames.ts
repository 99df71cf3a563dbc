import { safeUrl } from '../../model/safe-url.ts'
import type { VideoMetadata } from '../../model/remote-file.ts'
import type { VideoFrame, VideoFrames } from '../../model/video-frames.ts'
import { framePlaces } from './frame-indexes.ts'
import { getFrameTime, timeCode, timeDecimals } from './frame-times.ts'
import type { Picture } from './gallery-state.ts'
import { previewAt, type LocalFrames } from './local-frames.ts'
import type { MessagesOf } from '../i18n/messages.ts'

/** One place in a gallery. */
export type GalleryFrame = {
  /** Its place, from 0. */
  index: number
  /**
   * `pending` until it arrives, `preview` while the file's own picture stands in for it, `broken` where its picture
   * cannot be shown.
   */
  status: 'pending' | 'preview' | 'ready' | 'broken'
  /** Address of the picture; only ever one that a browser may open. */
  url: string | undefined
  /** What it is called: `Frame 3 of 40, at 0:12`. */
  label: string
  /** Seconds into the video, where somebody knows. */
  atSeconds: number | undefined
  /** `0:12`, or `0:12.4` where frames stand closer together than a second. */
  timeCode: string | undefined
  /** The frame as the backend tells it. */
  frame: VideoFrame | undefined
  /** Changes when the picture is to be loaded anew: make it the key of its `<img>`. */
  attempt: number
}

/** What places are made of. */
export type FramesInput = {
  frames: VideoFrames | undefined
  /** Whether no more frames are to come. */
  isOver: boolean
  /** The file's own pictures, while the backend's are missing. */
  local: LocalFrames | undefined
  video: VideoMetadata | undefined
  messages: MessagesOf<'gallery'>
}

/** A place for each frame that is there or will be, in order. */
export function galleryFrames({
  frames,
  isOver,
  local,
  video,
  messages,
}: FramesInput): readonly GalleryFrame[] {
  const told = frames ? framePlaces(frames, isOver) : { places: [], isSparse: false }
  const isCounted = told.places.length > 0
  // As long as nobody knows how many there will be, there are as many as the file gives itself.
  const length = isCounted ? told.places.length : isOver ? 0 : (local?.count ?? 0)
  const places = Array.from({ length }, (_, index) => told.places[index])
  const { isSparse } = told
  const seconds = places.map((frame, index) => getFrameTime(frame, { index, count: length, isSparse }, video))
  const decimals = timeDecimals(seconds)

  return places.map((frame, index) => {
    const url = safeUrl(frame?.url)
    const preview = frame ? undefined : previewAt(local, index, length)
    const status = frame ? (url === undefined ? 'broken' : 'ready') : preview ? 'preview' : 'pending'
    const atSeconds = seconds[index]
    const time = atSeconds === undefined ? undefined : timeCode(atSeconds, decimals)
    const place = isCounted
      ? messages.gallery.frameLabel({ number: index + 1, count: length, time })
      : messages.gallery.localPreviewLabel({ number: index + 1, time })
    const words = {
      pending: messages.gallery.frameLoading,
      preview: messages.gallery.localPreview,
      ready: undefined,
      broken: messages.gallery.frameFailed,
    }[status]
    const label = words === undefined ? place : `${place}. ${words}`
    return { index, status, url: url ?? preview, label, atSeconds, timeCode: time, frame, attempt: 0 }
  })
}

/** The same with what became of their pictures. */
export function withPictures(
  frames: readonly GalleryFrame[],
  pictures: Readonly<Record<number, Picture>>,
  messages: MessagesOf<'gallery'>,
): readonly GalleryFrame[] {
  const touched = Object.entries(pictures)
  if (touched.length === 0) return frames
  const shown = [...frames]
  for (const [key, picture] of touched) {
    const frame = shown[Number(key)]
    if (!frame) continue
    const isBroken = frame.status === 'ready' && picture.status === 'broken'
    // While frames are asked for again there is no picture that could load.
    const url = isBroken || picture.status === 'asking' ? undefined : frame.url
    const broken = { status: 'broken', label: `${frame.label}. ${messages.gallery.frameFailed}` } as const
    shown[frame.index] = { ...frame, ...(isBroken && broken), url, attempt: picture.attempt }
  }
  return shown
}
