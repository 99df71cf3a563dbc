import { access, chmod, constants } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
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
