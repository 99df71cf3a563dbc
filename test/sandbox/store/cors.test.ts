import type { OutgoingHttpHeaders } from 'node:http'
import {
  CreateBucketCommand,
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  GetObjectCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import type { CORSRule } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, it } from 'vitest'
import { Bucket, openStore } from './open-store.ts'
import type { OpenStore } from './open-store.ts'
import { send } from './send.ts'
import type { Reply } from './send.ts'

const origin = 'https://app.test'
const rule = {
  AllowedOrigins: [origin],
  AllowedMethods: ['GET', 'PUT'],
  AllowedHeaders: ['Content-Type', 'x-amz-*'],
  ExposeHeaders: ['ETag', 'x-amz-checksum-sha256'],
  MaxAgeSeconds: 600,
} satisfies CORSRule

async function openCorsStore(...CORSRules: CORSRule[]): Promise<OpenStore> {
  const store = await openStore()
  await store.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }))
  return store
}

async function ask(store: OpenStore, headers: OutgoingHttpHeaders, Key = 'a.txt'): Promise<Reply> {
  const url = await getSignedUrl(store.s3, new PutObjectCommand({ Bucket, Key }))
  return send(url, { method: 'OPTIONS', headers })
}

async function put(store: OpenStore, headers: OutgoingHttpHeaders, body = 'x'): Promise<Reply> {
  const url = await getSignedUrl(store.s3, new PutObjectCommand({ Bucket, Key: 'a.txt' }))
  return send(url, { method: 'PUT', headers, body })
}

describe('CORS rules', () => {
  it('are stored until they are deleted', async () => {
    const { s3 } = await openCorsStore(rule, { ...rule, ID: 'second', AllowedOrigins: ['*'] })
    const { CORSRules } = await s3.send(new GetBucketCorsCommand({ Bucket }))
    expect(CORSRules).toEqual([rule, { ...rule, ID: 'second', AllowedOrigins: ['*'] }])
    await s3.send(new DeleteBucketCorsCommand({ Bucket }))
    const gone = s3.send(new GetBucketCorsCommand({ Bucket }))
    await expect(gone).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
      $metadata: { httpStatusCode: 404 },
    })
  })

  it('are rejected if they are invalid', async () => {
    const refused = (wrong: Partial<CORSRule>, name: string) =>
      expect(openCorsStore({ ...rule, ...wrong })).rejects.toMatchObject({ name })
    await refused({ AllowedMethods: ['PATCH'] }, 'InvalidRequest')
    await refused({ AllowedOrigins: ['https://*.*.test'] }, 'InvalidRequest')
    await refused({ AllowedHeaders: ['*-*'] }, 'InvalidRequest')
    await refused({ ExposeHeaders: ['x-*'] }, 'InvalidRequest')
    await refused({ AllowedMethods: [] }, 'MalformedXML')
    await refused({ AllowedOrigins: [] }, 'MalformedXML')
  })

  it('apply to one bucket', async () => {
    const store = await openCorsStore(rule)
    await store.s3.send(new CreateBucketCommand({ Bucket: 'other' }))
    const url = `${store.url}/other/a.txt`
    const reply = await send(url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT' },
    })
    expect(reply).toMatchObject({ status: 403, code: 'AccessForbidden' })
  })
})

describe('preflight', () => {
  it('has a response for an allowed origin without a signature', async () => {
    const store = await openCorsStore(rule)
    const url = `${store.url}/${Bucket}/a.txt?X-Amz-Signature=nonsense`
    const headers = {
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'Content-Type, X-Amz-Meta-A',
    }
    const reply = await send(url, { method: 'OPTIONS', headers })
    expect(reply).toMatchObject({ status: 200, text: '' })
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'content-type, x-amz-meta-a',
      'access-control-max-age': '600',
      'access-control-expose-headers': 'ETag, x-amz-checksum-sha256',
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    })
  })

  it('is rejected for another origin, method or header', async () => {
    const store = await openCorsStore(rule)
    for (const headers of [
      { origin: 'https://evil.test', 'access-control-request-method': 'PUT' },
      { origin: 'https://app.test.evil', 'access-control-request-method': 'PUT' },
      { origin, 'access-control-request-method': 'DELETE' },
      {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type, x-other',
      },
    ]) {
      const reply = await ask(store, headers)
      expect(reply).toMatchObject({ status: 403, code: 'AccessForbidden' })
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  it('is rejected without its headers', async () => {
    const store = await openCorsStore(rule)
    expect(await ask(store, {})).toMatchObject({ status: 400, code: 'BadRequest' })
    expect(await ask(store, { origin })).toMatchObject({ status: 400, code: 'BadRequest' })
  })

  it('supports wildcards, and uses the first matching rule', async () => {
    const anyone = { AllowedOrigins: ['*'], AllowedMethods: ['GET'], AllowedHeaders: ['*'] }
    const ours = {
      AllowedOrigins: ['https://*.test'],
      AllowedMethods: ['PUT'],
      AllowedHeaders: ['*'],
      MaxAgeSeconds: 5,
    }
    const store = await openCorsStore(anyone, ours)
    const headers = { origin: 'https://sub.app.test', 'access-control-request-headers': 'x-any' }
    const read = await ask(store, { ...headers, 'access-control-request-method': 'GET' })
    expect(read.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'x-any',
    })
    expect(read.headers).not.toHaveProperty('access-control-allow-credentials')
    expect(read.headers).not.toHaveProperty('access-control-max-age')
    const write = await ask(store, { ...headers, 'access-control-request-method': 'PUT' })
    expect(write.headers).toMatchObject({
      'access-control-allow-origin': headers.origin,
      'access-control-max-age': '5',
    })
    const stranger = await ask(store, {
      origin: 'http://sub.app.test',
      'access-control-request-method': 'PUT',
    })
    expect(stranger.status).toBe(403)
  })
})

describe('response to a page', () => {
  it('has the headers of the rule, and none for other origins or without one', async () => {
    const store = await openCorsStore(rule)
    expect((await put(store, { origin })).headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'ETag, x-amz-checksum-sha256',
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    })
    for (const headers of [{ origin: 'https://evil.test' }, {}]) {
      const reply = await put(store, headers)
      expect(reply.status).toBe(200)
      expect(reply.headers).not.toHaveProperty('access-control-allow-origin')
    }
  })

  it('shows an error, but hides a 403 as real stores do', async () => {
    const store = await openCorsStore(rule)
    const missing = await send(await getSignedUrl(store.s3, new GetObjectCommand({ Bucket, Key: 'none' })), {
      headers: { origin },
    })
    expect(missing).toMatchObject({ status: 404, headers: { 'access-control-allow-origin': origin } })
    const wrong = await put(store, { origin, 'content-md5': 'nonsense' })
    expect(wrong).toMatchObject({ status: 400, headers: { 'access-control-allow-origin': origin } })
    const refused = await send(`${store.url}/${Bucket}/a.txt`, { headers: { origin } })
    expect(refused.status).toBe(403)
    expect(refused.headers).not.toHaveProperty('access-control-allow-origin')
  })
})
