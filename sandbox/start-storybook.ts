import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod/mini'

const Package = z.object({ bin: z.string() })

/** A running Storybook. */
type RunningStorybook = {
  url: string
  /** Resolves when it responds; rejects if it exits before. */
  ready: Promise<void>
  /** Resolves with the exit reason. */
  ended: Promise<string>
  /** Kills it and its child processes. */
  stop(): Promise<void>
}

const flags = ['--no-open', '--ci', '--exact-port', '--disable-telemetry', '--no-version-updates']
const stopTimeoutMs = 5000

// A killed parent cannot stop its child processes, so Storybook checks whether its parent still runs.
const endWhenAlone = `
  const parent = process.ppid
  const look = () => process.ppid === parent || process.kill(-process.pid, 'SIGKILL')
  setInterval(look, 500).unref()
`

/** Starts Storybook on this project; the stories find the sandbox behind `/sandbox`. */
export function startStorybook(options: {
  directory: string
  port: number
  host: string
  sandboxUrl: string
}): RunningStorybook {
  const { directory, port, host, sandboxUrl } = options
  const url = `http://${host}:${port}`
  const args = [
    '--import',
    `data:text/javascript,${encodeURIComponent(endWhenAlone)}`,
    storybookScript(),
    'dev',
    '--port',
    `${port}`,
    '--host',
    host,
    '--loglevel',
    'error',
    ...flags,
  ]
  // A process group of its own, so that all that it starts ends with it.
  const child = spawn(process.execPath, args, {
    cwd: directory,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, SANDBOX_URL: sandboxUrl, STORYBOOK_DISABLE_TELEMETRY: '1' },
  })
  const signal = (name: NodeJS.Signals) => signalGroup(child.pid, name)
  const killAtExit = () => signal('SIGKILL')
  process.once('exit', killAtExit)

  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, by) => resolve(by === null ? `exit code ${code ?? '?'}` : by))
  })

  async function waitUntilReady(): Promise<void> {
    const gone = ended.then((how) => {
      throw new Error(`Storybook ended before it was ready (${how}).`)
    })
    while (!(await Promise.race([isUp(url), gone]))) await Promise.race([wait(200), gone])
  }

  const ready = waitUntilReady()
  // Handled by the caller, if at all.
  ready.catch(() => undefined)

  return {
    url,
    ready,
    ended,
    async stop() {
      signal('SIGTERM')
      const timer = setTimeout(() => signal('SIGKILL'), stopTimeoutMs)
      await ended
      clearTimeout(timer)
      // Its child processes may still run.
      signal('SIGKILL')
      process.off('exit', killAtExit)
    },
  }
}

function storybookScript(): string {
  const require = createRequire(import.meta.url)
  const manifest = require.resolve('storybook/package.json')
  return join(dirname(manifest), Package.parse(require(manifest)).bin)
}

async function isUp(url: string): Promise<boolean> {
  return fetch(`${url}/iframe.html`, { signal: AbortSignal.timeout(10_000) }).then(
    (response) => response.ok,
    () => false,
  )
}

function signalGroup(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, name)
  } catch {
    // It has already exited.
  }
}
