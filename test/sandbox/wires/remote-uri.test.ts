import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startSandbox, type Sandbox } from '../../../sandbox/start-sandbox.ts'
import { readBytes } from '../../support/request-sandbox.ts'
import { serve } from '../../support/http-server.ts'
import { makeVideo } from '../../support/make-video.ts'
import { openSandbox } from '../../support/sandbox.ts'
import { askAymara } from './ask-aymara.ts'
import { textOf } from './ask-wire.ts'

const polling = { timeout: 20_000, interval: 50 }
let open: Sandbox
let guarded: Sandbox

beforeAll(async () => {
  open = await openSandbox({
    worker: { maxFrames: 2 },
    wires: { allowPrivateAddresses: true, maxRemoteBytes: 2_000_000, remoteTimeoutMs: 1500 },
  })
  guarded = await openSandbox({ wires: { allowPrivateAddresses: false } })
})
afterAll(async () => {
  await open.close()
  await guarded.close()
})

/** The final status of a remote file. */
async function outcome(sandbox: Sandbox, remote_uri: string) {
  const api = askAymara(sandbox)
  const { file_uuid } = await api.create({ remote_uri })
  await expect
    .poll(async () => (await api.status(file_uuid)).processing_status, polling)
    .toMatch(/completed|failed/)
  return { ...(await api.status(file_uuid)), file: await api.get(file_uuid) }
}

it('aymara remote URI › is fetched', async () => {
  const server = await serve((_, res) => void res.setHeader('content-type', 'text/plain').end('Hello.'))
  const api = askAymara(open)
  const created = await api.create({ remote_uri: `${server}/a%20text` })
  expect(created).toMatchObject({ processing_status: 'pending', remote_uri: `${server}/a%20text` })
  await expect
    .poll(() => api.status(created.file_uuid), polling)
    .toMatchObject({ processing_status: 'completed' })
  const file = await api.get(created.file_uuid)
  expect(file).toMatchObject({ content_type: 'text/plain', file_size_bytes: 6, file_type: 'text' })
  expect(await textOf(file.file_url ?? '')).toBe('Hello.')
  // It was a download URL from the beginning.
  expect(await textOf(created.file_url)).toBe('Hello.')
})

it('aymara remote URI › can be a video', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'react-presigned-test-'))
  onTestFinished(() => rm(scratch, { recursive: true }))
  await makeVideo({ seconds: 2, size: '320x180', path: join(scratch, 'video.mp4') })
  const bytes = await readBytes(join(scratch, 'video.mp4'))
  const server = await serve((_, res) => void res.end(bytes))
  const { processing_status, file } = await outcome(open, `${server}/clip.mp4`)
  expect([processing_status, file.file_type]).toEqual(['completed', 'video'])
})

it('aymara remote URI › follows redirects', async () => {
  const server = await serve((req, res) => {
    if (req.url === '/end.txt') res.end('There.')
    else res.writeHead(302, { location: '/end.txt' }).end()
  })
  const { file } = await outcome(open, `${server}/start.txt`)
  expect(await textOf(file.file_url ?? '')).toBe('There.')
})

describe('aymara remote URI › reports', () => {
  it.each([
    ['a server that responds with 404', 404, 'The remote server responded with 404.'],
    ['a redirect without an end', 301, 'The remote URI redirects too often.'],
  ])('%s', async (_, status, message) => {
    const server = await serve((req, res) => void res.writeHead(status, { location: req.url }).end())
    expect(await outcome(open, server)).toMatchObject({ processing_status: 'failed', error_message: message })
  })

  it('a file that is too large, whatever was announced', async () => {
    const server = await serve((_, res) => {
      res.on('error', () => undefined)
      for (let sent = 0; sent < 4; sent++) res.write(Buffer.alloc(1_000_000))
      res.end()
    })
    expect(await outcome(open, server)).toMatchObject({
      error_message: 'The remote file is larger than 2000000 bytes.',
    })
  })

  it('a file that takes too long', async () => {
    const server = await serve((_, res) => void res.write('x'))
    expect(await outcome(open, server)).toMatchObject({
      error_message: 'The remote file did not come within 2 s.',
    })
  })

  it('a file that breaks off', async () => {
    const server = await serve((_, res) => {
      res.writeHead(200, { 'content-length': 100 }).write('x')
      setImmediate(() => res.destroy())
    })
    expect(await outcome(open, server)).toMatchObject({ processing_status: 'failed' })
  })

  it('an unreachable server', async () => {
    expect(await outcome(open, 'http://127.0.0.1:1/')).toMatchObject({
      error_message: 'The remote server cannot be reached.',
    })
  })

  it('a redirect to an address that is no web address', async () => {
    const server = await serve((_, res) => void res.writeHead(302, { location: 'file:///etc/passwd' }).end())
    expect(await outcome(open, server)).toMatchObject({
      error_message: 'remote_uri must be http or https, not file.',
    })
  })
})

describe('aymara remote URI › an address of this machine or its network', () => {
  const refused = 'The remote URI leads to a private address, which is not fetched. Use a public one.'

  it.each([
    '127.0.0.1',
    '0x7f.1',
    '2130706433',
    '[::1]',
    '[::ffff:127.0.0.1]',
    'localhost',
    '169.254.169.254',
  ])('is not fetched: %s', async (host) => {
    let asked = 0
    const server = await serve((_, res) => {
      asked += 1
      res.end()
    })
    const { port } = new URL(server)
    expect(await outcome(guarded, `http://${host}:${port}/`)).toMatchObject({
      processing_status: 'failed',
      error_message: refused,
    })
    expect(asked).toBe(0)
  })

  it.each([
    'file:///etc/passwd',
    'ftp://a.example/x',
    'gopher://a.example',
    'http://a:b@a.example/',
    'nonsense',
  ])('is rejected at once if it is no web address: %s', async (remote_uri) => {
    const response = await askAymara(guarded).call('POST', '/v2/files', { files: [{ remote_uri }] })
    expect(response).toMatchObject({ status: 422, body: { error: { code: 'validation.invalid_request' } } })
  })
})

it('aymara remote URI › is fetched by the next sandbox if the first was stopped', async () => {
  let asked = 0
  const server = await serve((_, res) => {
    asked += 1
    // The first response never ends.
    if (asked === 1) res.write('Hel')
    else res.end('Hello.')
  })
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-test-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const wires = { allowPrivateAddresses: true }
  const first = await startSandbox({ directory, wires })
  const { file_uuid } = await askAymara(first).create({ remote_uri: `${server}/hello.txt` })
  await expect.poll(() => asked).toBe(1)
  await first.close()

  const second = await startSandbox({ directory, wires })
  onTestFinished(() => second.close())
  const api = askAymara(second)
  await expect.poll(() => api.status(file_uuid), polling).toMatchObject({ processing_status: 'completed' })
  expect(await textOf((await api.get(file_uuid)).file_url ?? '')).toBe('Hello.')
})
