import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import type { Sandbox } from '../../sandbox/start-sandbox.ts'
import { sandboxKeys } from '../../sandbox/wires/sandbox-keys.ts'
import { createWriftaiClient } from '../../src/backends/wriftai/client.ts'
import { UploadError } from '../../src/errors.ts'
import { openSandbox } from '../support/sandbox.ts'
import { comparable } from './comparable.ts'
import { drive } from './drive.ts'
import { scratchFile } from './scratch-file.ts'

let sandbox: Sandbox
let theirs: ReturnType<typeof drive>
let ours: ReturnType<typeof createWriftaiClient>

beforeAll(async () => {
  sandbox = await openSandbox()
  const baseUrl = `${sandbox.url}/wriftai/v1`
  const { accessToken } = sandboxKeys.wriftai
  theirs = drive('wriftai', { base_url: baseUrl, access_token: accessToken })
  ours = createWriftaiClient({ baseUrl, accessToken })
})
afterAll(() => sandbox.close())

const content = 'Hello from a file.'
const vendorUpload = async (call: string, args: object) => z.parse(z.string(), await theirs.call(call, args))

it.each(['upload', 'async_upload'])('wriftai Python client › %s accepts all inputs', async (call) => {
  const path = await scratchFile('report.txt', content)
  for (const args of [
    { path },
    { path, kind: 'file' },
    { path, kind: 'bytes', name: 'bytes.txt' },
    { path, kind: 'pipe', name: 'pipe.txt' },
  ]) {
    const response = await fetch(await vendorUpload(call, args))
    expect([response.headers.get('content-type'), await response.text()]).toEqual(['text/plain', content])
  }
  expect(await theirs.failure(call, { path, kind: 'bytes' })).toMatchObject({ type: 'TypeError' })
})

it.each(['create_urls', 'async_create_urls'])(
  'wriftai Python client › %s returns the same as ours',
  async (call) => {
    const params = { name: 'clip.mp4', size: 12, resource: 'prediction', mime_type: 'video/mp4' }
    const vendors = await theirs.call(call, { params })
    const own = await ours.files.createUrls({
      name: 'clip.mp4',
      size: 12,
      resource: 'prediction',
      mimeType: 'video/mp4',
    })
    expect(withoutIds(own)).toEqual(withoutIds(vendors))
  },
)

it('wriftai Python client › uploads as ours does', async () => {
  const path = await scratchFile('report.txt', content)
  const vendors = await vendorUpload('upload', { path })
  const own = await ours.files.upload(new File([content], 'report.txt'), { resource: 'prediction' })
  expect(withoutIds(own)).toEqual(withoutIds(vendors))
  const [first, second] = await Promise.all([vendors, own].map((url) => fetch(url)))
  expect(await first?.text()).toBe(await second?.text())
  expect(second?.headers.get('content-type')).toBe(first?.headers.get('content-type'))
})

it('wriftai Python client › fails as ours does', async () => {
  const params = { name: 'clip.mp4', size: -1, resource: 'prediction', mime_type: 'video/mp4' }
  expect(await theirs.failure('create_urls', { params })).toMatchObject({
    type: 'HTTPStatusError',
    status: 422,
  })
  const own = await ours.files
    .createUrls({ name: 'clip.mp4', size: -1, resource: 'prediction', mimeType: 'video/mp4' })
    .catch((error: unknown) => error)
  expect(own).toBeInstanceOf(UploadError)
  expect(own).toMatchObject({ status: 422 })
})

it('wriftai Python client › waits out the rate limit, as ours does', async () => {
  const rate = { burst: 1, perSecond: 0.5 }
  const own = await openSandbox({ wires: { wriftaiRates: { authenticated: rate, anonymous: rate } } })
  onTestFinished(() => own.close())
  const baseUrl = `${own.url}/wriftai/v1`
  const anonymous = createWriftaiClient({ baseUrl })
  const params = { name: 'a.txt', size: 1, resource: 'prediction', mime_type: 'text/plain' }
  await anonymous.files.createUrls({ name: 'a.txt', size: 1, resource: 'prediction', mimeType: 'text/plain' })
  await drive('wriftai', { base_url: baseUrl }).call('create_urls', { params })
  await anonymous.files.createUrls({ name: 'a.txt', size: 1, resource: 'prediction', mimeType: 'text/plain' })
})

function withoutIds(value: unknown): unknown {
  const text = JSON.stringify(comparable(value))
  return JSON.parse(text.replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'id'))
}
