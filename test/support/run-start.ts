import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'

/** A port that is free just now. */
async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}

export type Ports = { STORYBOOK_PORT: number; SANDBOX_PORT: number; STORE_PORT: number }

export async function freePorts(): Promise<Ports> {
  return { STORYBOOK_PORT: await freePort(), SANDBOX_PORT: await freePort(), STORE_PORT: await freePort() }
}

/**
 * Runs what `npm start` runs, in a shell as npm does, in a process group of its own as a terminal does.
 *
 * @param onEnd receives the function that ends it and removes its files. @default the test's end
 */
export async function runStart(
  env: Record<string, string | number>,
  onEnd: (end: () => Promise<void>) => void = onTestFinished,
) {
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-start-'))
  const child = spawn('sh', ['-c', 'node --import tsx sandbox/start.ts; exit $?'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SANDBOX_DIRECTORY: directory, ...textsOf(env) },
  })
  const shell = child.pid ?? 0
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => void (output += text))
  }
  const exited = once(child, 'close').then(([code]: unknown[]) => code)
  onEnd(async () => {
    for (const pid of await ours(directory)) signal(pid, 'SIGKILL')
    await rm(directory, { recursive: true, force: true })
  })

  return {
    shell,
    output: () => output,
    /** The exit code of the shell. */
    exited,
    /** Waits for the block of addresses. */
    ready: () =>
      vi.waitFor(
        () => {
          expect(output).toContain('Ctrl-C ends them all')
        },
        { timeout: 60_000, interval: 50 },
      ),
    /** Its running processes, found by their environment, which they keep when their parent ends. */
    processes: () => ours(directory),
    async commandOf(pid: number) {
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
    },
  }
}

function textsOf(env: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]))
}

async function ours(directory: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
      return environment.includes(`SANDBOX_DIRECTORY=${directory}\0`)
    }),
  )
  return pids.filter((_, index) => found[index])
}

/** Sends a signal; one that comes too late does no harm. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // Gone already.
  }
}
