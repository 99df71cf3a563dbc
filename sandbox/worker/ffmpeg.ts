import { spawn } from 'node:child_process'
import { access, chmod, constants } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'
import * as z from 'zod/mini'
import { UploadError } from '../../src/errors.ts'

const Installed = z.object({ path: z.string() })

/** The path of ffmpeg: `FFMPEG_PATH`, else the system's, else that of the npm package. */
export async function findFfmpeg(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  if (env['FFMPEG_PATH']) return env['FFMPEG_PATH']
  return (await onPath(env['PATH'] ?? '')) ?? fromNpm()
}

async function onPath(path: string): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  for (const directory of path.split(delimiter)) {
    const candidate = join(directory, name)
    if (directory !== '' && (await canRun(candidate))) return candidate
  }
  return undefined
}

async function fromNpm(): Promise<string> {
  try {
    const { path } = Installed.parse(createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg'))
    // The package's install script sets the executable bit; install scripts may be disabled.
    if (!(await canRun(path))) await chmod(path, 0o755)
    return path
  } catch (cause) {
    const message =
      'This server has no ffmpeg, so the video was not processed. Install ffmpeg or set FFMPEG_PATH, then start again.'
    throw new UploadError('processing-failed', message, { cause })
  }
}

async function canRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** A running ffmpeg. */
type RunningFfmpeg = {
  stdout: Readable
  /** Settles when the process has exited; rejects if it could not start or was aborted. */
  ended: Promise<{ code: number | null; stderr: string }>
  kill(): void
}

const maxLogLength = 64 * 1024

/** Starts ffmpeg; the signal kills it. */
export function startFfmpeg(ffmpeg: string, args: readonly string[], signal: AbortSignal): RunningFfmpeg {
  signal.throwIfAborted()
  // A process group of its own: otherwise Ctrl-C in the terminal kills ffmpeg first, and the video seems to be
  // corrupted.
  const child = spawn(ffmpeg, ['-hide_banner', '-nostdin', ...args], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => void child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })

  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-maxLogLength)
  })
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${ffmpeg} cannot be run`, { cause })))
    child.once('close', (code) => {
      signal.removeEventListener('abort', kill)
      if (signal.aborted) reject(signal.reason)
      else resolve({ code, stderr })
    })
  })
  // Handled where stdout is read to its end.
  ended.catch(() => undefined)
  return { stdout: child.stdout, ended, kill }
}

// Self-contained formats. A playlist (HLS, DASH, concat) references other files and URLs, which ffmpeg opens: an
// upload could read this machine's files into its frames.
const containers = [
  'mov',
  'matroska',
  'avi',
  'mpegts',
  'mpeg',
  'mpegvideo',
  'ogg',
  'flv',
  'asf',
  'm4v',
  'h264',
  'hevc',
  'ivf',
  'mxf',
  'gif',
]

/** The arguments before an uploaded file. */
export function inputArguments(path: string): readonly string[] {
  return ['-format_whitelist', containers.join(','), '-protocol_whitelist', 'file', '-i', path]
}
