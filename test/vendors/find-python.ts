import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const least = 12

/** A Python that is new enough for every client: the variable `PYTHON`, else one on the path, else pyenv's. */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const onPath = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python']
  const candidates = env['PYTHON'] ? [env['PYTHON']] : [...onPath, ...(await fromPyenv(env))]
  for (const candidate of candidates) {
    const found = await probe(candidate)
    if (found !== undefined) return found
  }
  const named = env['PYTHON'] ? `PYTHON is ${env['PYTHON']}, which is not one` : 'There is none'
  throw new Error(
    `The vendors' clients need Python 3.${least} or newer, with venv. ${named}. ` +
      'Install one, or name it: PYTHON=/path/to/python npm run test:vendors',
  )
}

async function fromPyenv(env: NodeJS.ProcessEnv): Promise<string[]> {
  const versions = join(env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions')
  const names = await readdir(versions).catch(() => [])
  return names.filter((name) => /^3\.\d+\.\d+$/.test(name)).map((name) => join(versions, name, 'bin/python'))
}

/** Where a Python really is; `undefined` where it cannot be run, is too old or has no venv. */
async function probe(candidate: string): Promise<string | undefined> {
  const question = `import ensurepip, sys, venv; print(sys.executable if sys.version_info >= (3, ${least}) else "")`
  const response = await run(candidate, ['-c', question]).catch(() => undefined)
  return response?.stdout.trim() || undefined
}
