import { UploadError } from '../../src/errors.ts'
import { inputArguments } from './input-arguments.ts'
import { parseProbe, secondsAfter, type ProbedVideo } from './parse-probe.ts'
import { startFfmpeg } from './start-ffmpeg.ts'

/** Looks at a file; one without a moving picture is `processing-failed`. */
export async function probeVideo(
  ffmpeg: string,
  path: string,
  signal: AbortSignal,
): Promise<ProbedVideo & { duration: number }> {
  const log = await logOf(ffmpeg, inputArguments(path), signal)
  const probed = parseProbe(log)
  if (probed === undefined) throw new UploadError('processing-failed', sentenceFor(log))
  return { ...probed, duration: probed.duration ?? (await measure(ffmpeg, path, probed.stream, signal)) }
}

/** The length of a file that does not tell it, from its packets; nothing is decoded. */
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

function sentenceFor(log: string): string {
  if (/^ *Stream #0:\d+.*: Audio: /m.test(log)) {
    return 'The file holds sound but no moving picture. Upload a video.'
  }
  return 'The file is not a video that can be read: it is damaged, incomplete or of another type. Upload another copy.'
}
