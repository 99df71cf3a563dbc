import { inputArguments, startFfmpeg } from './ffmpeg.ts'

/** The frames to extract from a video. */
type FramePlan = {
  /** Seconds from one frame to the next. */
  every: number
  /** The time of each frame in seconds. */
  times: readonly number[]
}

/**
 * Evenly spaced frames, one per second and at most `maxFrames`, each from the middle of its interval: the first
 * frame of many videos is black, and the end may have sound only.
 */
export function planFrames(duration: number, max: number): FramePlan {
  const count = Math.max(1, Math.min(max, Math.floor(duration)))
  const every = duration / count
  const times = Array.from({ length: count }, (_, index) => milliseconds((index + 0.5) * every))
  return { every, times }
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}

/** A frame as JPEG. */
type ReadFrame = { atSeconds: number; bytes: Uint8Array }

/** Options of `readFrames`. */
type ReadFramesOptions = {
  ffmpeg: string
  path: string
  /** The video stream's index. */
  stream: number
  plan: FramePlan
  signal: AbortSignal
}

// Above this interval, seeking to each frame is faster than decoding the whole video.
const widestInOnePass = 2

// Square pixels, at most 480 pixels wide, even dimensions, JPEG's full colour range.
const small =
  "scale='max(2,trunc(iw*sar/2)*2)':ih,setsar=1,scale='max(2,trunc(min(480,iw)/2)*2)':-2,format=yuvj420p"

/** Yields the planned frames, each as soon as ffmpeg has written it. Unreadable frames are skipped. */
export async function* readFrames(options: ReadFramesOptions): AsyncGenerator<ReadFrame> {
  const { every, times } = options.plan
  const [first = 0] = times
  if (times.length > 1 && every <= widestInOnePass) {
    // `round=up` selects the last frame before each timestamp; the default selects the one half an interval later.
    const evenly = `fps=${(1 / every).toFixed(6)}:start_time=0:round=up,${small}`
    const images = extractFrames(options, first, evenly, times.length)
    let index = 0
    for await (const bytes of images) yield { atSeconds: times[index++] ?? 0, bytes }
    return
  }
  for (const atSeconds of times) {
    for await (const bytes of extractFrames(options, atSeconds, small, 1)) yield { atSeconds, bytes }
  }
}

async function* extractFrames(
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

const max = 32 * 1024 * 1024

/** Splits a stream of concatenated JPEGs, each as soon as its last byte is received. */
export async function* splitJpegs(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0)
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk])
    for (let end = endOfJpeg(rest); end !== undefined; end = endOfJpeg(rest)) {
      yield rest.subarray(0, end)
      rest = rest.subarray(end)
    }
    if (rest.length > max) throw new Error('ffmpeg wrote something that is not a JPEG')
  }
}

/** The end of the first image. Segments are skipped: their bytes may look like an end marker. */
function endOfJpeg(bytes: Uint8Array): number | undefined {
  let at = 2
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xd9) return at + 2
    at += 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)
    if (marker === 0xda) at = endOfScan(bytes, at)
  }
  return bytes[at] === 0xff && bytes[at + 1] === 0xd9 ? at + 2 : undefined
}

/** The next marker after entropy-coded data, in which 0xFF is followed by 0 or a restart marker. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at !== -1) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
    at = bytes.indexOf(0xff, at + 1)
  }
  return bytes.length
}
