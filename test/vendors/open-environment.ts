import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findPython } from './find-python.ts'

const run = promisify(execFile)
const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url))

/** A Python with the vendors' clients in it. Made once for each set of versions, in the user's cache. */
export async function openEnvironment(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const python = await findPython(env)
  const wanted = createHash('sha256')
    .update(python)
    .update(await readFile(requirements))
    .digest('hex')
  const cache = env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  const directory = join(cache, 'react-presigned', `vendors-${wanted.slice(0, 16)}`)
  const installed = join(directory, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  const whole = join(directory, 'whole')
  if (await isThere(whole)) return installed

  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
  await run(python, ['-m', 'venv', directory])
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '-r',
    requirements,
  ]
  await run(installed, pip, { maxBuffer: 16 * 1024 ** 2 }).catch((cause: unknown) => {
    throw new Error('The vendors’ clients cannot be installed from PyPI.', { cause })
  })
  await writeFile(whole, '')
  return installed
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
