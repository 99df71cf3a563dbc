import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { signInToAssured } from '../../sandbox/proxies/sign-in-to-assured.ts'
import type { Sandbox } from '../../sandbox/start-sandbox.ts'
import { sandboxKeys } from '../../sandbox/wires/sandbox-keys.ts'
import { createAssuredClient } from '../../src/backends/assured/client.ts'
import { createAymaraClient } from '../../src/backends/aymara/client.ts'
import { createPerseusClient } from '../../src/backends/perseus/client.ts'
import { createWriftaiClient } from '../../src/backends/wriftai/client.ts'
import { serve } from '../support/http-server.ts'
import { openSandbox } from '../support/sandbox.ts'

const Failure = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

const baseUrl = (vendor: string) => `${sandbox.url}/proxy/${vendor}`
const file = (content: string, name = 'note.txt', type = 'text/plain') => new File([content], name, { type })

describe('sandbox proxies › clients without a key', () => {
  it('upload to WriftAI as a signed-in user', async () => {
    const client = createWriftaiClient({ baseUrl: baseUrl('wriftai') })
    const url = await client.files.upload(file('Hello.'), { resource: 'prediction' })
    expect(await (await fetch(url)).text()).toBe('Hello.')
    const params = { name: 'a.txt', size: 1, resource: 'prediction', mimeType: 'text/plain' } as const
    const response = await client.files.createUrls(params).asResponse()
    expect(response.headers.get('x-ratelimit-limit')).toBe('60')
  })

  it('have all methods of Aymara’s client', async () => {
    const { files } = createAymaraClient({ baseUrl: baseUrl('aymara') })
    const { fileUuid = '' } = await files.upload({ file: file('Hello.') })
    expect(await files.get(fileUuid)).toMatchObject({ contentType: 'text/plain', fileSizeBytes: 6 })
    expect(await files.getStatus(fileUuid)).toMatchObject({ processingStatus: 'completed' })
    await expect(files.getFrames(fileUuid)).rejects.toMatchObject({ status: 400 })
    await files.create({ files: [{ localFilePath: 'later.pdf' }] })
    expect((await files.list({ fileType: 'text', limit: 1 })).items.map((item) => item.fileUuid)).toEqual([
      fileUuid,
    ])
    await files.delete(fileUuid)
    await expect(files.get(fileUuid)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('have all methods of Perseus’ client', async () => {
    const client = createPerseusClient({ baseUrl: baseUrl('perseus') })
    const { id } = await client.uploadFile(file('Hello.'))
    expect(await client.waitForFileUpload(id)).toMatchObject({ name: 'note.txt', status: 'uploaded' })
    await client.deleteFile(id)
    expect(await client.findFile(id)).toBeUndefined()
  })

  it('upload to Assured and presign, without a login', async () => {
    const client = createAssuredClient({ baseUrl: baseUrl('assured') })
    const { fileUrl = '' } = await client.files.upload(file('%PDF-', 'cv.pdf', 'application/pdf'))
    expect(await (await fetch(await client.files.presignUrl(fileUrl))).text()).toBe('%PDF-')
  })
})

describe('sandbox proxies › requests that are not allowed', () => {
  it.each([
    ['wriftai', 'GET', '/models'],
    ['wriftai', 'POST', '/files'],
    ['aymara', 'GET', '/v2/evals'],
    ['aymara', 'GET', '/v2/files/some-id/status/more'],
    ['perseus', 'GET', '/api/v0/ontology'],
    ['assured', 'POST', '/api/v1/users/login/'],
    ['assured', 'POST', '/api/v1/files/handle'],
    ['assured', 'POST', '/api/v1/files/handle/%2e%2e/%2e%2e/users/login/'],
  ])('%s responds with 404 to %s %s', async (vendor, method, path) => {
    const response = await fetch(`${baseUrl(vendor)}${path}`, { method })
    expect(response.status).toBe(404)
    expect(Failure.parse(await response.json()).error.message).toContain('no such route')
  })

  it.each([
    ['wriftai', 'GET', '/files/urls', 'POST'],
    ['aymara', 'PUT', '/v2/files', 'GET, POST'],
    ['perseus', 'GET', '/api/v0/file/some-id', 'DELETE'],
    ['assured', 'GET', '/api/v1/files/handle/', 'POST'],
  ])('%s responds with 405 to %s %s', async (vendor, method, path, allow) => {
    const response = await fetch(`${baseUrl(vendor)}${path}`, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
  })
})

it('sandbox proxies › removes the page’s API key', async () => {
  const headers = { 'x-api-key': sandboxKeys.aymara.expiredApiKey, authorization: 'Bearer wrong' }
  const aymara = createAymaraClient({ baseUrl: baseUrl('aymara'), headers })
  expect(await aymara.files.list({ limit: 1 })).toMatchObject({ items: expect.any(Array) as unknown })
  const perseus = createPerseusClient({ baseUrl: baseUrl('perseus'), headers })
  expect(await perseus.findFiles({ ids: ['none'] })).toEqual([])
})

it('sandbox proxies › passes the vendor’s error on', async () => {
  const client = createAssuredClient({ baseUrl: baseUrl('assured') })
  await expect(client.files.presignUrl('s3://elsewhere/file')).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('There is no such file.') as unknown,
  })
})

describe('sandbox proxies › login at Assured', () => {
  it('is shared by all requests, and repeated once its JWT is rejected', async () => {
    let logins = 0
    const url = await serve((request, response) => {
      if (request.url?.endsWith('/login/')) {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ data: { jwt: { access: `jwt-${++logins}` } } }))
        return
      }
      response.statusCode = request.headers.authorization === 'Bearer jwt-1' ? 401 : 200
      response.end()
    })
    const { apiKey, user, password } = sandboxKeys.assured
    const { headers, fetch } = signInToAssured({ baseUrl: url, apiKey, user, password })
    const ask = async () => {
      const given = typeof headers === 'function' ? await headers(new Request(url)) : headers
      const sent = new Headers(given)
      expect([...sent.keys()]).toEqual(['authorization', 'x-api-key'])
      return (await fetch?.(url, { headers: sent }))?.status
    }
    expect(await ask()).toBe(401)
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([200, 200, 200])
    expect(logins).toBe(2)
  })
})
