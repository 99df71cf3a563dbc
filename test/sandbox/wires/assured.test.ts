import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import type { Sandbox } from '../../../sandbox/start-sandbox.ts'
import { sandboxKeys } from '../../../sandbox/wires/sandbox-keys.ts'
import { openSandbox } from '../../support/sandbox.ts'
import { askWire, lifeOf, read, textOf } from './ask-wire.ts'

const { apiKey, user, password } = sandboxKeys.assured
const presignPath = '/files/presign-s3-url/presign_s3_url/'
const LoggedIn = z.object({ data: z.object({ jwt: z.object({ access: z.string(), refresh: z.string() }) }) })
const Handled = z.object({ id: z.string(), file_url: z.string() })
const Presigned = z.object({ presigned_url: z.string() })
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

const base = ({ url }: { url: string } = sandbox) => `${url}/assured/api/v1`

async function logIn(at: { url: string } = sandbox) {
  const response = await askWire(base(at), { 'x-api-key': apiKey })('POST', '/users/login/', {
    email: user,
    password,
    remember: true,
  })
  return read(LoggedIn, response).data.jwt
}

async function loggedIn(at: { url: string } = sandbox) {
  const { access } = await logIn(at)
  return askWire(base(at), { 'x-api-key': apiKey, authorization: `Bearer ${access}` })
}

function formOf(name: string, fileName: string, content: string, type: string): FormData {
  const form = new FormData()
  form.append('name', name)
  form.append('file', new File([content], fileName, { type }))
  return form
}

it('assured API › stores a file and returns its URI', async () => {
  const call = await loggedIn()
  const response = await call(
    'POST',
    '/files/handle/',
    formOf('made-up.PDF', 'Lebenslauf “Müller”.PDF', '%PDF-', 'application/pdf'),
  )
  expect(response.status).toBe(201)
  const { id, file_url } = read(Handled, response)
  expect(file_url).toBe(`s3://sandbox/wires/assured/media/${id}/made-up.PDF`)
  expect(response.body).toMatchObject({
    name: 'made-up.PDF',
    file: `${sandbox.storeUrl}/sandbox/wires/assured/media/${id}/made-up.PDF`,
    uploaded_file_uri: file_url,
    storage_metadata: {
      bucket_name: 'sandbox',
      content_type: 'application/pdf',
      original_filename: 'Lebenslauf “Müller”.PDF',
      file_size_bytes: 5,
      endpoint_url: sandbox.storeUrl,
      object_parameters: { CacheControl: 'max-age=86400' },
    },
  })
  const presigned = await call('POST', presignPath, { s3_url: file_url, presigned_url: '' })
  expect(presigned.status).toBe(200)
  const { presigned_url } = read(Presigned, presigned)
  expect(await textOf(presigned_url)).toBe('%PDF-')
  expect(lifeOf(presigned_url)).toBe(300)
})

it('assured API › accepts a large form with its fields in any order', async () => {
  const call = await loggedIn()
  const content = '0123456789abcdef\r\n--'.repeat(500_000)
  const form = new FormData()
  form.append('file', new File([content], 'big.png', { type: 'image/png' }))
  form.append('name', 'big.png')
  const { file_url } = read(Handled, await call('POST', '/files/handle/', form))
  const { presigned_url } = read(Presigned, await call('POST', presignPath, { s3_url: file_url }))
  expect((await textOf(presigned_url)) === content).toBe(true)
})

it('assured API › accepts an empty file', async () => {
  const call = await loggedIn()
  const response = await call('POST', '/files/handle/', formOf('empty.png', 'empty.png', '', 'image/png'))
  expect(response).toMatchObject({ status: 201, body: { storage_metadata: { file_size_bytes: 0 } } })
})

it.each([
  [
    'without both parts',
    new FormData(),
    { name: ['This field is required.'], file: ['This field is required.'] },
  ],
  ['that is no form', { name: 'x' }, { detail: 'The body is not a multipart form.' }],
])('assured API › rejects a body %s', async (_, body, said) => {
  const call = await loggedIn()
  expect(await call('POST', '/files/handle/', body)).toMatchObject({ status: 400, body: said })
})

it('assured API › presigns its own files only', async () => {
  const call = await loggedIn()
  const presign = (s3_url: unknown) => call('POST', presignPath, { s3_url })
  expect((await presign('s3://sandbox/wires/perseus/records/x.json')).status).toBe(404)
  expect((await presign('s3://other/wires/assured/media/x')).status).toBe(404)
  expect((await presign('s3://sandbox/wires/assured/media/none')).status).toBe(404)
  expect(await presign('https://example.com/x')).toMatchObject({
    status: 400,
    body: { s3_url: ['This is not an S3 URL.'] },
  })
  expect(await presign(undefined)).toMatchObject({
    status: 400,
    body: { s3_url: ['This field is required.'] },
  })
})

it('assured API › requires the key, the password and a valid token', async () => {
  const { access, refresh } = await logIn()
  const [head = '', body = ''] = access.split('.')
  const forged = createHmac('sha256', 'other').update(`${head}.${body}`).digest('base64url')
  const status = async (headers: Record<string, string>) =>
    (await askWire(base(), headers)('POST', presignPath, { s3_url: 's3://sandbox/none' })).status
  const bearer = (token: string) => ({ 'x-api-key': apiKey, authorization: `Bearer ${token}` })
  expect(await status(bearer(access))).toBe(404)
  expect(await status({ 'x-api-key': apiKey })).toBe(401)
  expect(await status({ authorization: `Bearer ${access}` })).toBe(401)
  expect(await status(bearer(refresh))).toBe(401)
  expect(await status(bearer(`${head}.${body}.${forged}`))).toBe(401)
  expect(await status(bearer('nonsense'))).toBe(401)

  const login = (headers: Record<string, string>, secret: string) =>
    askWire(base(), headers)('POST', '/users/login/', { email: user, password: secret })
  expect((await login({}, password)).status).toBe(401)
  expect((await login({ 'x-api-key': apiKey }, 'wrong')).status).toBe(401)
})

it('assured API › expires a login', async () => {
  const own = await openSandbox({ wires: { assuredJwtForSeconds: 1 } })
  onTestFinished(() => own.close())
  const { access } = await logIn(own)
  const payload = z.parse(
    z.object({ exp: z.number(), iat: z.number() }),
    JSON.parse(Buffer.from(access.split('.')[1] ?? '', 'base64url').toString()),
  )
  expect(payload.exp - payload.iat).toBe(1)
  const call = askWire(base(own), { 'x-api-key': apiKey, authorization: `Bearer ${access}` })
  const ended = { status: 401, body: { code: 'token_not_valid' } }
  await expect
    .poll(() => call('POST', presignPath, { s3_url: 's3://sandbox/none' }), { timeout: 5000 })
    .toMatchObject(ended)
})
