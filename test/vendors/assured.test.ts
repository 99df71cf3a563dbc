import { GetObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Sandbox } from '../../sandbox/start-sandbox.ts'
import { sandboxKeys } from '../../sandbox/wires/sandbox-keys.ts'
import { createAssuredClient } from '../../src/backends/assured/client.ts'
import { FileRecord } from '../../src/backends/assured/schemas.ts'
import { openSandbox } from '../support/sandbox.ts'
import { comparable } from './comparable.ts'
import { drive } from './drive.ts'
import { scratchFile } from './scratch-file.ts'

const VendorRecord = z.looseObject({ id: z.string(), name: z.string(), file_url: z.string() })
const content = '%PDF-1.4 pretended'
let sandbox: Sandbox
let theirs: ReturnType<typeof drive>
let ours: ReturnType<typeof createAssuredClient>

beforeAll(async () => {
  sandbox = await openSandbox()
  const baseUrl = `${sandbox.url}/assured`
  const { apiKey, user, password } = sandboxKeys.assured
  theirs = drive('assured', { base_url: baseUrl, api_key: apiKey, user, password })
  ours = createAssuredClient({ baseUrl, apiKey, user, password })
})
afterAll(() => sandbox.close())

it('assured Python client › returns the same record as ours', async () => {
  const path = await scratchFile('Résumé.PDF', content)
  const vendors = z.parse(VendorRecord, await theirs.call('upload', { path }))
  expect(vendors.name).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\.PDF$/)
  const own = await ours.files.upload(new File([content], 'Résumé.PDF'))
  expect(withoutIds(own)).toEqual(withoutIds(vendors))

  // The same response, read by either.
  const kept = await fetchRecord(vendors.id)
  expect(comparable(FileRecord.parse(kept))).toEqual(comparable(vendors))
})

it('assured Python client › guesses types as ours does, and accepts a given one', async () => {
  for (const filename of ['a.png', 'a.JPG', 'a.docx', 'noextension', 'a.unknown']) {
    const path = await scratchFile(filename, content)
    const vendors = await theirs.call('upload', { path })
    const own = await ours.files.upload(new File([content], filename))
    expect(withoutIds(own)).toEqual(withoutIds(vendors))
  }
  const path = await scratchFile('a.png', content)
  expect(await theirs.call('upload', { path, mime_type: 'image/webp' })).toMatchObject({
    storage_metadata: { content_type: 'image/webp' },
  })
})

it('assured Python client › reads our uploads, and ours reads its uploads', async () => {
  const own = await ours.files.upload(new File([content], 'ours.pdf'))
  const url = z.parse(z.string(), await theirs.call('presign_url', { s3_url: own.fileUrl }))
  expect(await (await fetch(url)).text()).toBe(content)
  expect(comparable(await ours.files.presignUrl(own.fileUrl ?? ''))).toBe(comparable(url))

  const path = await scratchFile('theirs.pdf', content)
  const vendors = z.parse(VendorRecord, await theirs.call('upload', { path }))
  expect(await (await fetch(await ours.files.presignUrl(vendors.file_url))).text()).toBe(content)
})

it('assured Python client › gets the same error for a missing file', async () => {
  const s3_url = 's3://sandbox/wires/assured/media/none'
  expect(await theirs.failure('presign_url', { s3_url })).toMatchObject({
    type: 'AssuredNotFoundError',
    status: 404,
    body: { detail: 'There is no such file.' },
  })
  await expect(ours.files.presignUrl(s3_url)).rejects.toMatchObject({ code: 'not-found', status: 404 })
})

it('assured Python client › logs in', async () => {
  expect(await theirs.call('login')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  const { apiKey, user } = sandboxKeys.assured
  const wrong = { base_url: `${sandbox.url}/assured`, api_key: apiKey, user, password: 'wrong' }
  expect(await drive('assured', wrong).failure('login')).toMatchObject({ type: 'AssuredAuthError' })
})

/** The record as the server keeps it. */
async function fetchRecord(id: string): Promise<unknown> {
  const command = new GetObjectCommand({ Bucket: sandbox.bucket, Key: `wires/assured/records/${id}.json` })
  const { Body } = await sandbox.s3.send(command)
  return JSON.parse((await Body?.transformToString()) ?? '')
}

function withoutIds(value: unknown): unknown {
  const text = JSON.stringify(comparable(value))
  return JSON.parse(
    text
      .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'id')
      .replace(/"createdAt":\d+/g, '"createdAt":0'),
  )
}
