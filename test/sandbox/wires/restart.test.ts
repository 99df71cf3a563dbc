import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import { startSandbox, type Sandbox } from '../../../sandbox/start-sandbox.ts'
import { sandboxKeys } from '../../../sandbox/wires/sandbox-keys.ts'
import { readBytes } from '../../support/request-sandbox.ts'
import { makeVideo } from '../../support/make-video.ts'
import { askAymara } from './ask-aymara.ts'
import { askWire, putTo, read } from './ask-wire.ts'

const polling = { timeout: 25_000, interval: 50 }

async function ownDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-test-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

async function start(directory: string): Promise<Sandbox> {
  const sandbox = await startSandbox({ directory, worker: { maxFrames: 20 } })
  onTestFinished(() => sandbox.close())
  return sandbox
}

it('sandbox restart › keeps Aymara’s files and resumes its videos', { timeout: 60_000 }, async () => {
  const directory = await ownDirectory()
  await makeVideo({ seconds: 130, size: '320x180', path: join(directory, 'video.mp4') })
  const video = await readBytes(join(directory, 'video.mp4'))
  const first = await start(directory)
  const before = askAymara(first)
  const text = await before.upload('Hello.', 'hello.txt', 'text/plain', 'space')
  const gone = await before.upload('Hello.', 'gone.txt', 'text/plain')
  await before.call('DELETE', `/v2/files/${gone.file_uuid}`)
  const clip = await before.upload(video, 'clip.mp4', 'video/mp4')
  const unseen = await before.create({ local_file_path: 'unseen.mp4' })
  await putTo(unseen.file_url, video, 'video/mp4')
  await expect
    .poll(() => before.status(clip.file_uuid), polling)
    .toMatchObject({ processing_status: 'processing' })
  await first.close()

  const after = askAymara(await start(directory))
  const { items } = await after.list('')
  expect(items.map((item) => item.file_uuid)).toEqual([unseen.file_uuid, clip.file_uuid, text.file_uuid])
  expect(items.at(-1)).toMatchObject({ workspace_uuid: 'space', file_size_bytes: 6 })
  for (const { file_uuid } of [clip, unseen]) {
    await expect
      .poll(() => after.status(file_uuid), polling)
      .toMatchObject({ processing_status: 'completed' })
  }
})

it('sandbox restart › keeps the files of Perseus and their hashes', async () => {
  const File = z.object({ id: z.string(), status: z.string() })
  const sourceHash = createHash('sha256').update('kept').digest('hex')
  const directory = await ownDirectory()
  const ask = ({ url }: Sandbox) =>
    askWire(`${url}/perseus/api/v0`, { authorization: `Bearer ${sandboxKeys.perseus.apiKey}` })

  const first = await start(directory)
  const created = await ask(first)('POST', '/file', { name: 'kept.txt', sourceHash })
  const { file, uploadUrl } = read(z.object({ file: File, uploadUrl: z.string() }), created)
  await putTo(uploadUrl, 'kept')
  await first.close()

  const call = ask(await start(directory))
  const find = async () =>
    read(z.object({ files: z.array(File) }), await call('POST', '/file/find', { ids: [file.id] })).files
  await expect.poll(find, polling).toEqual([{ id: file.id, status: 'uploaded' }])
  expect((await call('POST', '/file', { name: 'again.txt', sourceHash })).status).toBe(409)
})

it('sandbox restart › keeps Assured’s files and logins', async () => {
  const { apiKey, user, password } = sandboxKeys.assured
  const directory = await ownDirectory()
  const first = await start(directory)
  const login = await askWire(`${first.url}/assured/api/v1`, { 'x-api-key': apiKey })(
    'POST',
    '/users/login/',
    { email: user, password },
  )
  const { access } = read(z.object({ data: z.object({ jwt: z.object({ access: z.string() }) }) }), login).data
    .jwt
  const ask = ({ url }: Sandbox) =>
    askWire(`${url}/assured/api/v1`, { 'x-api-key': apiKey, authorization: `Bearer ${access}` })
  const form = new FormData()
  form.append('name', 'a.png')
  form.append('file', new File(['bytes'], 'a.png', { type: 'image/png' }))
  const handled = await ask(first)('POST', '/files/handle/', form)
  const { file_url } = read(z.object({ file_url: z.string() }), handled)
  await first.close()

  const second = await start(directory)
  const presigned = await ask(second)('POST', '/files/presign-s3-url/presign_s3_url/', { s3_url: file_url })
  expect(presigned.status).toBe(200)
})
