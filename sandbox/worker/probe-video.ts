import { UploadError } from '../../src/errors.ts'
import { inputArguments, startFfmpeg } from './ffmpeg.ts'

/** Reads a file's video stream; `processing-failed` if it has none. */
export async function probeVideo(
  ffmpeg: string,
  path: string,
  signal: AbortSignal,
): Promise<ProbedVideo & { duration: number }> {
  const log = await logOf(ffmpeg, inputArguments(path), signal)
  const probed = parseProbe(log)
  if (probed === undefined) throw new UploadError('processing-failed', messageFor(log))
  return { ...probed, duration: probed.duration ?? (await measure(ffmpeg, path, probed.stream, signal)) }
}

/** The duration of a file without that metadata, from its packets; nothing is decoded. */
async function measure(ffmpeg: string, path: string, stream: number, signal: AbortSignal): Promise<number> {
  const copied = ['-map', `0:${stream}`, '-c', 'copy', '-f', 'null', '-']
  const log = await logOf(ffmpeg, [...inputArguments(path), ...copied], signal)
  return secondsAfter('time=', log) ?? 0
}

async function logOf(ffmpeg: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  const running = startFfmpeg(ffmpeg, args, signal)
  running.stdout.resume()
  return (await running.ended).stderr
}

function messageFor(log: string): string {
  if (/^ *Stream #0:\d+.*: Audio: /m.test(log)) {
    return 'The file has sound but no video. Upload a video.'
  }
  return 'The file is not a video that can be read: it is damaged, incomplete or of another type. Upload another copy.'
}

/** A file's first video stream as ffmpeg reports it. */
type ProbedVideo = {
  /** The stream's index in the file. */
  stream: number
  /** Pixels after rotation, with square pixels. */
  width: number
  /** Pixels, as `width`. */
  height: number
  /** Frames per second. */
  fps?: number | undefined
  /** Seconds; missing in some files, such as recordings of `MediaRecorder`. */
  duration?: number | undefined
}

/** Parses the output of `ffmpeg -i`; `undefined` if the file has no video stream. */
export function parseProbe(log: string): ProbedVideo | undefined {
  const [head = '', ...streams] = log.split(/^ *Stream #0:/m)
  for (const text of streams) {
    const line = /^(\d+).*?: Video: (.*)$/m.exec(text)
    const size = /, (\d+)x(\d+)(?:[ ,]|$)/.exec(line?.[2] ?? '')
    // The cover image of an audio file is a video stream too.
    if (line === null || size === null || text.includes('(attached pic)')) continue
    const width = Math.round(Number(size[1]) * pixelAspect(text))
    const height = Number(size[2])
    if (width === 0 || height === 0) continue
    const shown = isTurned(text) ? { width: height, height: width } : { width, height }
    return { stream: Number(line[1]), ...shown, fps: framesASecond(text), duration: durationOf(head) }
  }
  return undefined
}

/** Parses `00:01:02.50` after a label, in seconds. */
function secondsAfter(word: string, text: string): number | undefined {
  const found = [...text.matchAll(new RegExp(`${word} ?(\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?)`, 'g'))].at(-1)
  if (found === undefined) return undefined
  return Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3])
}

function durationOf(text: string): number | undefined {
  return secondsAfter('Duration:', text)
}

function framesASecond(text: string): number | undefined {
  const found = /([\d.]+)(k?) fps/.exec(text) ?? /([\d.]+)(k?) tbr/.exec(text)
  const fps = Number(found?.[1]) * (found?.[2] === 'k' ? 1000 : 1)
  return Number.isFinite(fps) ? fps : undefined
}

function pixelAspect(text: string): number {
  const found = /SAR (\d+):(\d+)/.exec(text)
  const aspect = Number(found?.[1]) / Number(found?.[2])
  return Number.isFinite(aspect) && aspect > 0 ? aspect : 1
}

function isTurned(text: string): boolean {
  const degrees = Number(/rotation of (-?[\d.]+) degrees/.exec(text)?.[1] ?? 0)
  return Math.abs(Math.round(degrees / 90)) % 2 === 1
}
