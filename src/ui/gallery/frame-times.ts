import type { VideoMetadata } from '../../model/remote-file.ts'
import type { VideoFrame } from '../../model/video-frames.ts'

type FrameIndex = {
  index: number
  count: number
  /** Whether frames are numbered by the video's own and not by their places. */
  isSparse: boolean
}

/**
 * Seconds into the video at which a frame was taken: as the backend says, else by the frame rate, else by its share
 * of the whole. A place whose frame has not arrived is told by its share alone.
 */
export function getFrameTime(
  frame: VideoFrame | undefined,
  { index, count, isSparse }: FrameIndex,
  video: VideoMetadata | undefined,
): number | undefined {
  if (frame?.atSeconds !== undefined) return frame.atSeconds
  const { fps, duration } = video ?? {}
  if (isSparse) return frame && fps ? frame.index / fps : undefined
  if (duration && count > 0) return (index * duration) / count
  return fps ? index / fps : undefined
}

/** Decimals that tell neighbours apart: none where a second or more lies between them, on the whole. */
export function timeDecimals(seconds: readonly (number | undefined)[]): 0 | 1 | 2 {
  const known = seconds.filter((at) => at !== undefined)
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined || known.length < 2) return 0
  const apart = (last - first) / (known.length - 1)
  if (apart > 0.95) return 0
  return apart > 0.095 ? 1 : 2
}

/** `1:02:03`, `2:03` or, with decimals, `2:03.4` of seconds into a video. */
export function timeCode(seconds: number, decimals: 0 | 1 | 2 = 0): string {
  // Times are rounded before they are cut into pieces, else 59.99 would read 0:60.0.
  const parts = Math.round(Math.max(0, seconds) * 10 ** decimals)
  const whole = decimals === 0 ? Math.floor(Math.max(0, seconds) + 1e-6) : Math.floor(parts / 10 ** decimals)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const fraction = decimals === 0 ? '' : `.${String(parts % 10 ** decimals).padStart(decimals, '0')}`
  const tail = `${String(rest).padStart(2, '0')}${fraction}`
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

/** Seconds of a time as people type it: `83`, `1:23`, `1:02:03.5`, `1:`. */
export function parseTime(typed: string): number | undefined {
  if (!/^\d*(:\d*){0,2}([.,]\d*)?$/.test(typed) || !/\d/.test(typed)) return undefined
  const parts = typed.replace(',', '.').split(':')
  return parts.reduce((seconds, part) => seconds * 60 + Number(part || 0), 0)
}

/** The frame that stands nearest to a time; those of which nobody knows the time do not count. */
export function nearestFrame(
  frames: readonly { index: number; atSeconds: number | undefined }[],
  seconds: number,
): number | undefined {
  let nearest: number | undefined
  let least = Infinity
  for (const { index, atSeconds } of frames) {
    const away = atSeconds === undefined ? Infinity : Math.abs(atSeconds - seconds)
    if (away < least) [nearest, least] = [index, away]
  }
  return nearest
}
