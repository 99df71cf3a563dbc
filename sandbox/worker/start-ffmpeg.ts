import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

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
