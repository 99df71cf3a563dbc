import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { quietEnvironment } from './run.ts'

/** Starts a bundler's development server for one test; resolves with the address that it prints. */
export async function startServer(cwd: string, script: string, ...parameters: string[]): Promise<string> {
  const child = spawn(process.execPath, [script, ...parameters], { cwd, env: quietEnvironment() })
  onTestFinished(async () => {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  let printed = ''
  return new Promise((resolve, reject) => {
    const read = (text: string) => {
      printed += text
      const address = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(printed)
      // Next prints the address before it listens.
      if (address && /ready/i.test(printed)) resolve(address[0])
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', read)
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`${script} ended:\n${printed}`)))
  })
}
