import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/start-sandbox.ts'
import { ask, readBytes } from '../support/request-sandbox.ts'
import { makeVideo } from '../support/make-video.ts'

const text = new TextEncoder().encode('Hello.')
let video: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-test-'))
  await makeVideo({ seconds: 130, size: '320x180', path: join(directory, 'video.mp4') })
  video = await readBytes(join(directory, 'video.mp4'))
  await rm(directory, { recursive: true })
})

async function ownDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-test-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

async function start(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ directory: await ownDirectory(), ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** A port that is in use. */
async function takePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}

const polling = { timeout: 25_000, interval: 50 }

describe.each(['s3', 's3-post'])('sandbox › /%s', (mount) => {
  it('stores and returns a file', async () => {
    const { url } = await start()
    const api = ask(`${url}/${mount}`)
    const id = await api.send(text, 'hello.txt', 'text/plain')
    const file = await api.confirm(id)
    expect(file).toMatchObject({ name: 'hello.txt', size: 6, kind: 'text', status: 'completed' })
    expect(await (await fetch(file.url ?? '')).text()).toBe('Hello.')
    expect((await api.list()).files.map((listed) => listed.id)).toEqual([id])
  })

  it('extracts frames of a confirmed video', async () => {
    const { url } = await start({ worker: { maxFrames: 3 } })
    const api = ask(`${url}/${mount}`)
    const id = await api.send(video)
    expect(await api.confirm(id)).toMatchObject({ kind: 'video', status: 'pending' })
    await expect.poll(() => api.status(id), polling).toMatchObject({ status: 'completed' })
    expect((await api.frames(id)).frames).toHaveLength(3)
  })
})

it('sandbox › keeps its files across restarts and resumes processing', async () => {
  const directory = await ownDirectory()
  const first = await startSandbox({ directory, worker: { maxFrames: 20 } })
  const api = ask(`${first.url}/s3`)
  const unconfirmed = await api.send(video)
  const interrupted = await api.send(video)
  await api.confirm(interrupted)
  await expect.poll(async () => (await api.frames(interrupted)).frames.length, polling).toBeGreaterThan(0)
  await first.close()

  const again = ask(`${(await start({ directory, worker: { concurrency: 2, maxFrames: 20 } })).url}/s3`)
  expect((await again.list()).files.map(({ id }) => id)).toEqual([interrupted, unconfirmed])
  for (const id of [interrupted, unconfirmed]) {
    await expect.poll(() => again.status(id), polling).toMatchObject({ status: 'completed' })
    expect((await again.frames(id)).frames).toHaveLength(20)
  }
})

it('sandbox › allows all origins', async () => {
  const { url } = await start()
  const response = await fetch(`${url}/s3/sign`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  })
  expect(response.status).toBe(204)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('access-control-allow-headers')).toBe('authorization,content-type')
  const failure = await fetch(`${url}/s3/status?id=none`)
  expect(failure.status).toBe(404)
  expect(failure.headers.get('access-control-allow-origin')).toBe('*')
  expect(failure.headers.get('access-control-expose-headers')).toContain('x-request-id')
})

it('sandbox › has a store that accepts uploads of all origins', async () => {
  const { storeUrl, bucket } = await start()
  const response = await fetch(`${storeUrl}/${bucket}/uploads/key`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type',
    },
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('access-control-expose-headers')).toMatch(/etag/i)
})

it('sandbox › responds to /health and lists its routes', async () => {
  const { url } = await start()
  expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' })
  const response = await fetch(`${url}/s3-posts/list`)
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('/s3, /s3-post, /health')
})

it.each([
  ['port', 'SANDBOX_PORT'],
  ['storePort', 'STORE_PORT'],
] as const)('sandbox › names a taken %s and the variable %s', async (option, variable) => {
  const port = await takePort()
  const directory = await ownDirectory()
  await expect(startSandbox({ directory, [option]: port })).rejects.toThrow(
    `Port ${port} is taken by another program. Stop that program, or choose another port: ${variable}=`,
  )
})

it('sandbox › releases its ports', async () => {
  const directory = await ownDirectory()
  const first = await startSandbox({ directory })
  const [port, storePort] = [first.url, first.storeUrl].map((url) => Number(new URL(url).port))
  await first.close()
  const second = await start({ directory, port, storePort })
  expect([second.url, second.storeUrl]).toEqual([first.url, first.storeUrl])
})
