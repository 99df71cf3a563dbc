import type { FramePlan } from './plan-frames.ts'
import { inputArguments } from './input-arguments.ts'
import { splitJpegs } from './split-jpegs.ts'
import { startFfmpeg } from './start-ffmpeg.ts'

/** One picture of a video, as JPEG. */
export type ReadFrame = { atSeconds: number; bytes: Uint8Array }

/** What is needed to read a video's pictures. */
export type ReadFramesOptions = {
  ffmpeg: string
  path: string
  /** The video stream's number. */
  stream: number
  plan: FramePlan
  signal: AbortSignal
}

// Wider apart, one seek for each picture is quicker than decoding all that lies between.
const widestInOnePass = 2

// Square pixels, at most 480 wide, even sides, the range of colours that JPEG has.
const small =
  "scale='max(2,trunc(iw*sar/2)*2)':ih,setsar=1,scale='max(2,trunc(min(480,iw)/2)*2)':-2,format=yuvj420p"

/** Gives the pictures of a plan, each as soon as ffmpeg has written it. A picture that cannot be read is left out. */
export async function* readFrames(options: ReadFramesOptions): AsyncGenerator<ReadFrame> {
  const { every, times } = options.plan
  const [first = 0] = times
  if (times.length > 1 && every <= widestInOnePass) {
    // `round=up` takes the last frame until each tick; by default it would be the one half a tick later.
    const evenly = `fps=${(1 / every).toFixed(6)}:start_time=0:round=up,${small}`
    const pictures = picturesFrom(options, first, evenly, times.length)
    let index = 0
    for await (const bytes of pictures) yield { atSeconds: times[index++] ?? 0, bytes }
    return
  }
  for (const atSeconds of times) {
    for await (const bytes of picturesFrom(options, atSeconds, small, 1)) yield { atSeconds, bytes }
  }
}

async function* picturesFrom(
  { ffmpeg, path, stream, signal }: ReadFramesOptions,
  from: number,
  filter: string,
  count: number,
): AsyncGenerator<Uint8Array> {
  const input = ['-v', 'error', '-ss', `${from}`, ...inputArguments(path), '-map', `0:${stream}`]
  const output = ['-c:v', 'mjpeg', '-q:v', '5', '-f', 'image2pipe', '-flush_packets', '1', 'pipe:1']
  const running = startFfmpeg(ffmpeg, [...input, '-vf', filter, '-frames:v', `${count}`, ...output], signal)
  try {
    yield* splitJpegs(running.stdout)
  } finally {
    running.kill()
    await running.ended
  }
}
