import { createServer } from 'node:http'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ask, readBytes } from '../support/request-sandbox.ts'
import { makeVideo } from '../support/make-video.ts'
import { freePorts, runStart, signal, type Ports } from '../support/run-start.ts'

async function listenOn(port: number): Promise<void> {
  const server = createServer((_, response) => response.end())
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
}

async function responds(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  )
}

/** Expects that no process runs and no port is open. */
async function expectNothingLeft(start: Awaited<ReturnType<typeof runStart>>, ports: Ports): Promise<void> {
  await expect.poll(start.processes, { timeout: 10_000, interval: 50 }).toEqual([])
  for (const port of Object.values(ports)) expect(await responds(port)).toBe(false)
}

const startTimeoutMs = 90_000

describe('npm start › a port in use', () => {
  it.each(['STORYBOOK_PORT', 'SANDBOX_PORT', 'STORE_PORT'] as const)(
    'ends it with an explanation: %s',
    async (variable) => {
      const ports = await freePorts()
      await listenOn(ports[variable])
      const start = await runStart(ports)
      expect(await start.exited).toBe(1)
      const port = ports[variable]
      expect(start.output().trim()).toBe(
        `Port ${port} is taken by another program. Stop that program, or choose another port: ` +
          `${variable}=${port + 100} npm start`,
      )
      expect(await start.processes()).toEqual([])
    },
  )

  it.each([
    [{ SANDBOX_PORT: 'http' }, "SANDBOX_PORT must be a port from 1 to 65535, not 'http'."],
    [{ STORE_PORT: '70000' }, "STORE_PORT must be a port from 1 to 65535, not '70000'."],
    [
      { STORYBOOK_PORT: '7000', STORE_PORT: '7000' },
      'STORYBOOK_PORT and STORE_PORT are both 7000. Give them different ports.',
    ],
  ])('is rejected if it is invalid: %o', async (env, sentence) => {
    const start = await runStart(env)
    expect(await start.exited).toBe(1)
    expect(start.output().trim()).toBe(sentence)
  })
})

it(
  'npm start › starts Storybook and the sandbox, and ends both with their processes on Ctrl-C',
  { timeout: startTimeoutMs },
  async () => {
    const ports = await freePorts()
    const start = await runStart(ports)
    await start.ready()
    expect(start.output()).toContain(`http://127.0.0.1:${ports.STORYBOOK_PORT}`)
    expect((await fetch(`http://localhost:${ports.STORYBOOK_PORT}/index.json`)).ok).toBe(true)

    // A video is being processed: its ffmpeg must end as well.
    const directory = await mkdtemp(join(tmpdir(), 'react-presigned-test-'))
    onTestFinished(() => rm(directory, { recursive: true }))
    await makeVideo({ seconds: 130, size: '320x180', path: join(directory, 'video.mp4') })
    const api = ask(`http://127.0.0.1:${ports.SANDBOX_PORT}/s3`)
    const id = await api.send(await readBytes(join(directory, 'video.mp4')))
    await api.confirm(id)
    await expect
      .poll(async () => (await api.frames(id)).frames.length, { timeout: 20_000 })
      .toBeGreaterThan(0)

    expect((await start.processes()).length).toBeGreaterThan(2)
    signal(-start.shell, 'SIGINT')
    await start.exited
    await expectNothingLeft(start, ports)
  },
)

it('npm start › serves the sandbox behind Storybook', { timeout: startTimeoutMs }, async () => {
  const ports = await freePorts()
  const start = await runStart(ports)
  await start.ready()
  const response = await fetch(`http://localhost:${ports.STORYBOOK_PORT}/sandbox/health`)
  expect(await response.text()).toBe('{"status":"ok"}')
})

it('npm start › exits when npm is terminated', { timeout: startTimeoutMs }, async () => {
  const ports = await freePorts()
  const start = await runStart(ports)
  await start.ready()
  signal(start.shell, 'SIGTERM')
  await expectNothingLeft(start, ports)
})

it('npm start › leaves no process when it is killed', { timeout: startTimeoutMs }, async () => {
  const ports = await freePorts()
  const start = await runStart(ports)
  await start.ready()
  for (const pid of await start.processes()) {
    if (/^node .*sandbox\/start\.ts/.test(await start.commandOf(pid))) signal(pid, 'SIGKILL')
  }
  await expectNothingLeft(start, ports)
})

it('npm start › exits before it is ready', { timeout: startTimeoutMs }, async () => {
  const ports = await freePorts()
  const start = await runStart(ports)
  await expect.poll(() => responds(ports.SANDBOX_PORT), { timeout: 20_000, interval: 20 }).toBe(true)
  signal(-start.shell, 'SIGTERM')
  await start.exited
  await expectNothingLeft(start, ports)
})

it('npm start › reports a crash of Storybook', { timeout: startTimeoutMs }, async () => {
  const ports = await freePorts()
  const start = await runStart(ports)
  await start.ready()
  for (const pid of await start.processes()) {
    if ((await start.commandOf(pid)).includes('dispatcher.js dev')) signal(pid, 'SIGKILL')
  }
  expect(await start.exited).toBe(1)
  expect(start.output()).toContain('Storybook ended (SIGKILL).')
  await expectNothingLeft(start, ports)
})
