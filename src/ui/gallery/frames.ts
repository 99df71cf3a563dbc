import { safeUrl } from '../../model/safe-url.ts'
import type { VideoMetadata } from '../../model/remote-file.ts'
import type { VideoFrame, VideoFrames } from '../../model/video-frames.ts'
import type { GalleryMessages } from '../i18n/messages.ts'
import { formatTimecode, frameSeconds, timecodeDecimals } from './frame-times.ts'
import type { FrameImageState } from './gallery-state.ts'
import { previewUrlAt, type LocalFrames } from './local-frames.ts'

/** One frame of a gallery, whether or not it has arrived. */
export type GalleryFrame = {
  /** Position in the gallery, from 0. */
  index: number
  /**
   * `pending` until the frame arrives, `preview` while an image from the local file stands in for it, `broken` if
   * its image can't be loaded.
   */
  status: 'pending' | 'preview' | 'ready' | 'broken'
  /** URL of the image: `http:`, `https:` or `blob:` only. */
  url: string | undefined
  /** Accessible name: `Frame 3 of 40, at 0:12`. */
  label: string
  /** Seconds into the video, if known. */
  atSeconds: number | undefined
  /** `0:12`, or `0:12.4` if frames are less than a second apart. */
  timecode: string | undefined
  /** The frame as the backend describes it. */
  frame: VideoFrame | undefined
  /** Increases each time the image is to be loaded again: use it as the `key` of the `<img>`. */
  attempt: number
}

export type GalleryFramesInput = {
  frames: VideoFrames | undefined
  /** Whether no more frames will arrive. */
  isComplete: boolean
  /** Images from the local file, while the backend's are missing. */
  local: LocalFrames | undefined
  video: VideoMetadata | undefined
  messages: GalleryMessages
}

/** Lists the frames that have arrived and those that are still to come, in order. */
export function createGalleryFrames(input: GalleryFramesInput): readonly GalleryFrame[] {
  const { frames, isComplete, local, video, messages } = input
  const known = frames ? alignFrames(frames, isComplete) : { slots: [], isSparse: false }
  const isCounted = known.slots.length > 0
  // Until the backend says how many frames there will be, there are as many as were captured locally.
  const unknownLength = isComplete ? 0 : (local?.count ?? 0)
  const length = isCounted ? known.slots.length : unknownLength
  const slots = Array.from({ length }, (_, index) => known.slots[index])
  const { isSparse } = known
  const seconds = slots.map((frame, index) => frameSeconds(frame, { index, count: length, isSparse }, video))
  const decimals = timecodeDecimals(seconds)
  const notes = {
    pending: messages.frameLoading,
    preview: messages.localPreview,
    ready: undefined,
    broken: messages.frameFailed,
  }

  return slots.map((frame, index) => {
    const url = safeUrl(frame?.url)
    const preview = frame ? undefined : previewUrlAt(local, index, length)
    const status = frame ? (url === undefined ? 'broken' : 'ready') : preview ? 'preview' : 'pending'
    const atSeconds = seconds[index]
    const timecode = atSeconds === undefined ? undefined : formatTimecode(atSeconds, decimals)
    const name = isCounted
      ? messages.frameLabel({ number: index + 1, count: length, time: timecode })
      : messages.localPreviewLabel({ number: index + 1, time: timecode })
    const note = notes[status]
    const label = note === undefined ? name : `${name}. ${note}`
    return { index, status, url: url ?? preview, label, atSeconds, timecode, frame, attempt: 0 }
  })
}

/** Applies which images failed to load. */
export function withImageStates(
  frames: readonly GalleryFrame[],
  images: Readonly<Record<number, FrameImageState>>,
  messages: GalleryMessages,
): readonly GalleryFrame[] {
  const changed = Object.entries(images)
  if (changed.length === 0) return frames
  const result = [...frames]
  for (const [key, image] of changed) {
    const frame = result[Number(key)]
    if (!frame) continue
    const isBroken = frame.status === 'ready' && image.status === 'broken'
    // While the frames are refetched, the URL is the one that failed.
    const url = isBroken || image.status === 'refetching' ? undefined : frame.url
    const broken = { status: 'broken', label: `${frame.label}. ${messages.frameFailed}` } as const
    result[frame.index] = { ...frame, ...(isBroken && broken), url, attempt: image.attempt }
  }
  return result
}

/** File name under which a frame is saved: `holiday-0012.jpg`. */
export function frameFileName({ index, url }: GalleryFrame, videoName: string | undefined): string {
  const stem = videoName?.replace(/\.[^.]+$/, '') || 'frame'
  const path = url?.split(/[?#]/, 1)[0] ?? ''
  const extension = /\.(jpe?g|png|webp|avif|gif)$/i.exec(path)?.[1] ?? 'jpg'
  return `${stem}-${String(index + 1).padStart(4, '0')}.${extension.toLowerCase()}`
}

type AlignedFrames = {
  /** A slot for each frame, empty until it arrives. */
  slots: readonly (VideoFrame | undefined)[]
  /** Whether `VideoFrame.index` counts the video's own frames, so that indexes have gaps. */
  isSparse: boolean
}

function alignFrames({ frames, frameCount, complete }: VideoFrames, isComplete: boolean): AlignedFrames {
  const sorted = [...frames].sort((a, b) => a.index - b.index)
  const count = Math.max(complete || isComplete ? 0 : frameCount, sorted.length)
  const lastIndex = sorted.at(-1)?.index ?? -1
  // Frames that will never arrive leave no gap.
  if (isComplete && !complete) return { slots: sorted, isSparse: lastIndex >= frameCount }
  if (lastIndex >= count) {
    const missing = Array.from({ length: count - sorted.length }, () => undefined)
    return { slots: [...sorted, ...missing], isSparse: true }
  }
  const byIndex = new Map(sorted.map((frame) => [frame.index, frame]))
  return { slots: Array.from({ length: count }, (_, index) => byIndex.get(index)), isSparse: false }
}
