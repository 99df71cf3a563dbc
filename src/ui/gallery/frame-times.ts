import type { VideoMetadata } from '../../model/remote-file.ts'
import type { VideoFrame } from '../../model/video-frames.ts'
import { formatClock } from '../i18n/format.ts'

type FramePosition = {
  index: number
  count: number
  /** Whether `VideoFrame.index` counts the video's own frames instead of the extracted ones. */
  isSparse: boolean
}

/**
 * Seconds into the video at which a frame was taken: from the backend, else from the frame rate, else from its
 * position. For a frame that has not arrived only the position is known.
 */
export function frameSeconds(
  frame: VideoFrame | undefined,
  { index, count, isSparse }: FramePosition,
  video: VideoMetadata | undefined,
): number | undefined {
  if (frame?.atSeconds !== undefined) return frame.atSeconds
  const { fps, duration } = video ?? {}
  if (isSparse) return frame && fps ? frame.index / fps : undefined
  if (duration && count > 0) return (index * duration) / count
  return fps ? index / fps : undefined
}

/** The decimals that distinguish neighbouring frames: none if they are, on average, a second or more apart. */
export function timecodeDecimals(seconds: readonly (number | undefined)[]): 0 | 1 | 2 {
  const known = seconds.filter((at) => at !== undefined)
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined || known.length < 2) return 0
  const interval = (last - first) / (known.length - 1)
  if (interval > 0.95) return 0
  return interval > 0.095 ? 1 : 2
}

/** `1:02:03`, `2:03` or, with decimals, `2:03.4`. */
export function formatTimecode(seconds: number, decimals: 0 | 1 | 2 = 0): string {
  if (decimals === 0) return formatClock(seconds)
  const units = 10 ** decimals
  // Rounded before it is split into fields, so that 59.99 reads 1:00.0 and not 0:60.0.
  const rounded = Math.round(Math.max(0, seconds) * units)
  return `${formatClock(rounded / units)}.${String(rounded % units).padStart(decimals, '0')}`
}

/** Seconds of a timecode as people type it: `83`, `1:23`, `1:02:03.5`, `1:`. */
export function parseTimecode(text: string): number | undefined {
  if (!/^\d*(:\d*){0,2}([.,]\d*)?$/.test(text) || !/\d/.test(text)) return undefined
  const fields = text.replace(',', '.').split(':')
  return fields.reduce((seconds, field) => seconds * 60 + Number(field || 0), 0)
}

type TimedFrame = { index: number; atSeconds: number | undefined }

/** Index of the frame nearest to a time; frames without a time are skipped. */
export function nearestFrame(frames: readonly TimedFrame[], seconds: number): number | undefined {
  let nearest: number | undefined
  let minDistance = Infinity
  for (const { index, atSeconds } of frames) {
    const distance = atSeconds === undefined ? Infinity : Math.abs(atSeconds - seconds)
    if (distance < minDistance) [nearest, minDistance] = [index, distance]
  }
  return nearest
}

/** Index of the frame that a typed query stands for: the nearest in time, or its number if no times are known. */
export function matchFrame(query: string, frames: readonly TimedFrame[]): number | undefined {
  if (frames.some(({ atSeconds }) => atSeconds !== undefined)) {
    const seconds = parseTimecode(query)
    return seconds === undefined ? undefined : nearestFrame(frames, seconds)
  }
  return /^\d+$/.test(query) ? Math.min(Math.max(1, Number(query)), frames.length) - 1 : undefined
}
