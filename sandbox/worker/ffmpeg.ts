import { spawn } from 'node:child_process'
import { access, chmod, constants } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'
import * as z from 'zod/mini'
import { UploadError } from '../../src/errors.ts'

const Installed = z.object({ path: z.string() })

/** The ffmpeg to run: `FFMPEG_PATH`, else the system's, else the one from npm. */
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
    // Its install script sets the bit, and install scripts do not run everywhere.
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
export type RunningFfmpeg = {
  stdout: Readable
  /** Settles when the process is gone: rejects where it could not run or was ended by the signal. */
  ended: Promise<{ code: number | null; stderr: string }>
  kill(): void
}

const mostLog = 64 * 1024

/** Starts ffmpeg; the signal ends it at once. */
export function startFfmpeg(ffmpeg: string, args: readonly string[], signal: AbortSignal): RunningFfmpeg {
  signal.throwIfAborted()
  // A process group of its own: the terminal's Ctrl-C would end ffmpeg first, and the video would look broken.
  const child = spawn(ffmpeg, ['-hide_banner', '-nostdin', ...args], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => void child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })

  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-mostLog)
  })
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${ffmpeg} cannot be run`, { cause })))
    child.once('close', (code) => {
      signal.removeEventListener('abort', kill)
      if (signal.aborted) reject(signal.reason)
      else resolve({ code, stderr })
    })
  })
  // Whoever reads stdout to its end awaits it later.
  ended.catch(() => undefined)
  return { stdout: child.stdout, ended, kill }
}

// Containers that hold their media themselves. A playlist (HLS, DASH, concat) names other files and addresses, and
// ffmpeg would open them: an upload could read this machine's files into its frames.
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

/** What ffmpeg is told before every file that somebody uploaded. */
export function inputArguments(path: string): readonly string[] {
  return ['-format_whitelist', containers.join(','), '-protocol_whitelist', 'file', '-i', path]
}
