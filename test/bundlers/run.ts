import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Runs a command until it exits. */
export async function run(cwd: string, command: string, ...parameters: string[]): Promise<void> {
  const options = { cwd, env: quietEnvironment(), maxBuffer: 64 * 1024 ** 2 }
  await execute(command, parameters, options).catch((error: unknown) => {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${command} ${parameters.join(' ')} failed.\n${stdout}${stderr}`)
  })
}

/** The environment without Vitest's variables and without telemetry. */
export function quietEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(NODE_ENV|VITEST|TEST|DEV|PROD|MODE|BASE_URL)/.test(name),
  )
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' }
}
