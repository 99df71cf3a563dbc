import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Sandbox } from '../../sandbox/start-sandbox.ts'
import { sandboxKeys } from '../../sandbox/wires/sandbox-keys.ts'
import { createAymaraClient } from '../../src/backends/aymara/client.ts'
import { readBytes } from '../support/request-sandbox.ts'
import { makeVideo } from '../support/make-video.ts'
import { openSandbox } from '../support/sandbox.ts'
import { comparable } from './comparable.ts'
import { drive } from './drive.ts'
import { scratchFile } from './scratch-file.ts'

const VendorUpload = z.looseObject({ file_uuid: z.string(), file_url: z.string() })
const polling = { timeout: 20_000, interval: 100 }
let sandbox: Sandbox
let theirs: ReturnType<typeof drive>
let ours: ReturnType<typeof createAymaraClient>
let video: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  sandbox = await openSandbox({ worker: { maxFrames: 3 }, wires: { allowPrivateAddresses: true } })
  const baseUrl = `${sandbox.url}/aymara`
  const { apiKey } = sandboxKeys.aymara
  theirs = drive('aymara', { base_url: baseUrl, api_key: apiKey })
  ours = createAymaraClient({ baseUrl, apiKey })
  const scratch = await mkdtemp(join(tmpdir(), 'react-presigned-test-'))
  await makeVideo({ seconds: 4, path: join(scratch, 'video.mp4') })
  video = await readBytes(join(scratch, 'video.mp4'))
  await rm(scratch, { recursive: true })
})
afterAll(() => sandbox.close())

async function untilCompleted(fileUuid: string): Promise<void> {
  await expect
    .poll(() => ours.files.getStatus(fileUuid), polling)
    .toMatchObject({ processingStatus: 'completed' })
}

describe.each([
  ['synchronous', ''],
  ['asynchronous', 'async_'],
])('aymara Python client › the %s calls', (_, prefix) => {
  const call = (name: string, args: object) => theirs.call(`${prefix}${name}`, args)

  it('read the same file as ours, whichever client uploaded it', async () => {
    const path = await scratchFile('hello.txt', 'Hello.')
    const vendors = z.parse(VendorUpload, await call('upload', { path, workspace_uuid: 'space' }))
    const own = await ours.files.upload({
      file: new File(['Hello.'], 'hello.txt'),
      workspaceUuid: 'space',
    })
    expect(withoutIds(own)).toEqual(withoutIds(vendors))
    for (const file_uuid of [vendors.file_uuid, own.fileUuid ?? '']) {
      expect(comparable(await ours.files.get(file_uuid))).toEqual(
        comparable(await call('get', { file_uuid })),
      )
      expect(comparable(await ours.files.getStatus(file_uuid))).toEqual(
        comparable(await call('get_status', { file_uuid })),
      )
    }
    expect(await (await fetch(vendors.file_url)).text()).toBe('Hello.')

    expect(await call('delete', { file_uuid: vendors.file_uuid })).toBeNull()
    await expect(ours.files.get(vendors.file_uuid)).rejects.toMatchObject({ code: 'not-found' })
    await ours.files.delete(own.fileUuid ?? '')
    expect(await theirs.failure(`${prefix}get`, { file_uuid: own.fileUuid })).toMatchObject({
      type: 'NotFoundError',
      status: 404,
    })
  })

  it('create files as ours do, by upload and by URL', async () => {
    const remote = await ours.files.upload({ file: new File(['Hello.'], 'remote.txt') })
    const remoteUri = remote.fileUrl ?? ''
    const vendors = await call('create', {
      files: [
        { local_file_path: 'data/report.pdf' },
        { local_file_path: 'clip', content_type: 'video/mp4' },
        { remote_uri: remoteUri },
      ],
      workspace_uuid: 'space',
    })
    const own = await ours.files.create({
      files: [
        { localFilePath: 'data/report.pdf' },
        { localFilePath: 'clip', contentType: 'video/mp4' },
        { remoteUri },
      ],
      workspaceUuid: 'space',
    })
    expect(withoutIds(own)).toEqual(withoutIds(vendors))
    const fetched = own.files[2]?.fileUuid ?? ''
    await untilCompleted(fetched)
    expect(await (await fetch((await ours.files.get(fetched)).fileUrl ?? '')).text()).toBe('Hello.')
  })

  it('return the same frames of a video as ours', async () => {
    const path = await scratchFile('clip.mp4', video)
    const vendors = z.parse(VendorUpload, await call('upload', { path }))
    await untilCompleted(vendors.file_uuid)
    const own = await ours.files.getFrames(vendors.file_uuid)
    expect(own.frameCount).toBe(3)
    expect(comparable(own)).toEqual(comparable(await call('get_frames', { file_uuid: vendors.file_uuid })))
    expect(comparable(await ours.files.get(vendors.file_uuid))).toEqual(
      comparable(await call('get', { file_uuid: vendors.file_uuid })),
    )
  })
})

it('aymara Python client › paginates as ours does', async () => {
  await Promise.all(
    Array.from({ length: 5 }, (_, index) =>
      ours.files.upload({ file: new File(['x'], `${index}.png`), workspaceUuid: 'pages' }),
    ),
  )
  for (const query of [
    { limit: 2, offset: 0 },
    { limit: 2, offset: 4 },
  ]) {
    const vendors = await theirs.call('list', { ...query, workspace_uuid: 'pages', file_type: 'image' })
    const { items, count } = await ours.files.list({ ...query, workspaceUuid: 'pages', fileType: 'image' })
    expect(comparable({ items, count })).toEqual(comparable(vendors))
    expect(count).toBe(5)
  }
  const all = []
  for await (const file of ours.files.list({ workspaceUuid: 'pages', limit: 2 })) all.push(file)
  expect(all).toHaveLength(5)
  // Theirs takes the count for an offset, and stops after one page.
  for (const call of ['list_all', 'async_list']) {
    expect(await theirs.call(call, { workspace_uuid: 'pages', limit: 2 })).toHaveLength(2)
    expect(comparable(await theirs.call(call, { workspace_uuid: 'pages' }))).toEqual(comparable(all))
  }
})

it('aymara Python client › supports raw and streamed responses', async () => {
  const { fileUuid } = await ours.files.upload({ file: new File(['Hello.'], 'hello.txt') })
  const own = await ours.files.get(fileUuid ?? '')
  const raw = z.parse(
    z.object({ status: z.number(), type: z.string(), parsed: z.unknown() }),
    await theirs.call('raw_get', { file_uuid: fileUuid }),
  )
  expect([raw.status, raw.type, comparable(raw.parsed)]).toEqual([200, 'application/json', comparable(own)])
  const streamed = z.parse(
    z.object({ status: z.number(), text: z.string() }),
    await theirs.call('streamed_get', { file_uuid: fileUuid }),
  )
  expect(comparable(JSON.parse(streamed.text))).toEqual(comparable(own))
})

it.each(['helper', 'helper_async'])(
  'aymara Python client › %s for uploads finds the key and the type',
  async (call) => {
    const path = await scratchFile('picture.png', 'bytes')
    const { remote_file_path } = z.parse(
      z.looseObject({ remote_file_path: z.string() }),
      await theirs.call(call, { path, name: 'picture.png' }),
    )
    const { items } = await ours.files.list({ limit: 1 })
    expect(items[0]).toMatchObject({ contentType: 'image/png', remoteFilePath: remote_file_path })
    expect(items[0]?.fileSizeBytes).toBe(5)
  },
)

it('aymara Python client › is rejected as ours is', async () => {
  const { fileUuid: text } = await ours.files.upload({ file: new File(['Hello.'], 'hello.txt') })
  expect(await theirs.failure('get_frames', { file_uuid: text })).toMatchObject({
    type: 'BadRequestError',
    status: 400,
    body: { error: { code: 'validation.invalid_request' } },
  })
  await expect(ours.files.getFrames(text ?? '')).rejects.toMatchObject({ status: 400 })

  const { files } = await ours.files.create({ files: [{ localFilePath: 'early.mp4' }] })
  const early = files[0]?.fileUuid ?? ''
  expect(await theirs.failure('get_frames', { file_uuid: early })).toMatchObject({
    type: 'ConflictError',
    status: 409,
  })
  await expect(ours.files.getFrames(early)).rejects.toMatchObject({ status: 409 })

  const wrong = drive('aymara', { base_url: `${sandbox.url}/aymara`, api_key: 'wrong' })
  expect(await wrong.failure('list')).toMatchObject({
    type: 'AuthenticationError',
    status: 401,
    body: { error: { code: 'auth.invalid_key' } },
  })
})

function withoutIds(value: unknown): unknown {
  const text = JSON.stringify(comparable(value))
  return JSON.parse(text.replace(/(?:\d{13}-)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'id'))
}
