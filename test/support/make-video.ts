import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { findFfmpeg } from '../../sandbox/worker/ffmpeg.ts'

const run = promisify(execFile)

/** Options of `makeVideo`. */
export type MakeVideoOptions = {
  seconds: number
  /** Path of the file. */
  path: string
  /** @default '640x360' */
  size?: string
  /** Minimum size of the file, in MiB. @default the size of the frames */
  megabytes?: number
}

/** Makes an MP4 that shows the seconds. It is made once per machine and set of options. */
export async function makeVideo({ seconds, path, size = '640x360', megabytes = 0 }: MakeVideoOptions) {
  const name = createHash('sha256')
    .update(JSON.stringify([seconds, size, megabytes]))
    .digest('hex')
    .slice(0, 16)
  const cached = join(tmpdir(), 'react-presigned-videos', `${name}.mp4`)
  if (!(await isThere(cached))) await make(cached, seconds, size, megabytes)
  await mkdir(dirname(path), { recursive: true })
  await copyFile(cached, path)
}

async function make(cached: string, seconds: number, size: string, megabytes: number): Promise<void> {
  await mkdir(dirname(cached), { recursive: true })
  // Two test files may make the same video at once: each under a name of its own, moved when it is whole.
  const draft = `${cached}.${crypto.randomUUID()}.mp4`
  try {
    const ffmpeg = await findFfmpeg()
    const rate = megabytes > 0 ? 10 : 25
    const source = [
      '-v',
      'error',
      '-y',
      '-f',
      'lavfi',
      '-i',
      `testsrc2=s=${size}:r=${rate}`,
      '-t',
      `${seconds}`,
    ]
    const output = [
      '-pix_fmt',
      'yuv420p',
      '-g',
      `${rate}`,
      ...(await codec(ffmpeg)),
      ...bulk(seconds, megabytes),
      draft,
    ]
    await run(ffmpeg, [...source, ...output])
    await rename(draft, cached)
  } finally {
    await rm(draft, { force: true })
  }
}

async function codec(ffmpeg: string): Promise<readonly string[]> {
  const { stdout } = await run(ffmpeg, ['-hide_banner', '-encoders'])
  return stdout.includes('libx264')
    ? ['-c:v', 'libx264', '-preset', 'ultrafast']
    : ['-c:v', 'mpeg4', '-q:v', '4']
}

/** Makes a video of that size: incompressible noise at the required bit rate. */
function bulk(seconds: number, megabytes: number): readonly string[] {
  if (megabytes === 0) return []
  const bits = `${Math.ceil((megabytes * 1024 * 1024 * 8 * 1.1) / seconds)}`
  const rates = ['-b:v', bits, '-minrate', bits, '-maxrate', bits, '-bufsize', bits]
  return ['-vf', 'noise=alls=60:allf=t', ...rates]
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
