import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'

/** The executable of an environment variable; `undefined` if it is not set. */
export async function chosenBy(variable: string): Promise<string | undefined> {
  const chosen = process.env[variable]
  if (!chosen) return undefined
  if (await isExecutable(chosen)) return resolve(chosen)
  throw new Error(`${variable} is set to "${chosen}", which is not an executable file.`)
}

/** Absolute path of the first name that is on `PATH`. */
export async function findOnPath(...names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const directory of (process.env.PATH ?? '').split(delimiter)) {
      const path = resolve(join(directory, name))
      if (directory && (await isExecutable(path))) return path
    }
  }
  return undefined
}

export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/** Whether the command exits with 0 before the timeout. Its output goes to stderr. */
export function succeeds(
  command: string,
  parameters: readonly string[],
  timeout: number,
  environment: NodeJS.ProcessEnv = {},
): Promise<boolean> {
  return new Promise((settle) => {
    const child = spawn(command, parameters, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 2, 2],
      timeout,
    })
    child.on('error', () => settle(false))
    child.on('close', (code) => settle(code === 0))
  })
}

export function announce(text: string): void {
  process.stderr.write(`${text}\n`)
}
