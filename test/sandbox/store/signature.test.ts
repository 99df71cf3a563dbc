import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, it } from 'vitest'
import { Bucket, keys, openStore } from './open-store.ts'
import type { OpenStore } from './open-store.ts'
import { send } from './send.ts'
import type { Reply, Sending } from './send.ts'
import { signRequest } from './sign-request.ts'
import type { SignOptions } from './sign-request.ts'

const put = new PutObjectCommand({ Bucket, Key: 'a.txt', ContentType: 'text/plain', ContentLength: 5 })
const upload: Sending = { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'hello' }

function presign(store: OpenStore, signed: readonly string[] = [], expiresIn = 60): Promise<string> {
  return getSignedUrl(store.s3, put, { expiresIn, signableHeaders: new Set(['host', ...signed]) })
}

async function edit(store: OpenStore, change: (url: URL) => void): Promise<Reply> {
  const url = new URL(await presign(store))
  change(url)
  return send(url.href, upload)
}

async function sendSigned(store: OpenStore, options: SignOptions): Promise<Reply> {
  const url = `${store.url}/${Bucket}/a.txt`
  return send(url, signRequest(url, { method: 'PUT', body: 'hello', ...options }))
}

describe('presigned URL', () => {
  it('stores what it was signed for', async () => {
    const store = await openStore()
    expect(await send(await presign(store, ['content-type', 'content-length']), upload)).toMatchObject({
      status: 200,
    })
    const { Body } = await store.s3.send(new GetObjectCommand({ Bucket, Key: 'a.txt' }))
    expect(await Body?.transformToString()).toBe('hello')
  })

  it('is rejected if it was changed', async () => {
    const store = await openStore()
    const refused = { status: 403, code: 'SignatureDoesNotMatch' }
    expect(await edit(store, (url) => url.searchParams.set('X-Amz-Signature', '0'.repeat(64)))).toMatchObject(
      refused,
    )
    expect(await edit(store, (url) => url.searchParams.set('X-Amz-Expires', '6000'))).toMatchObject(refused)
    expect(await edit(store, (url) => url.searchParams.set('extra', '1'))).toMatchObject(refused)
    expect(await edit(store, (url) => (url.pathname = `/${Bucket}/other.txt`))).toMatchObject(refused)
    expect(await send(await presign(store), { method: 'DELETE' })).toMatchObject(refused)
    expect(await send(await presign(store), { method: 'HEAD' })).toMatchObject({ status: 403, text: '' })
    expect(store.blobs()).toEqual([])
  })

  it('binds the headers that it signs', async () => {
    const store = await openStore()
    const url = await presign(store, ['content-type', 'content-length'])
    const refused = { status: 403, code: 'SignatureDoesNotMatch' }
    expect(await send(url, { ...upload, headers: { 'content-type': 'image/png' } })).toMatchObject(refused)
    expect(await send(url, { ...upload, headers: {} })).toMatchObject(refused)
    expect(await send(url, { ...upload, body: 'hello hello' })).toMatchObject(refused)
  })

  it('rejects x-amz- headers that are not signed', async () => {
    const store = await openStore()
    const reply = await send(await presign(store), { ...upload, headers: { 'x-amz-meta-owner': 'me' } })
    expect(reply).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(reply.text).toContain('<HeadersNotSigned>x-amz-meta-owner</HeadersNotSigned>')
  })

  it('is valid for exactly its expiry', async () => {
    let now = Date.now()
    const store = await openStore({ now: () => now })
    const bucket = `${store.url}/${Bucket}`
    expect(await send(bucket, signRequest(bucket, { method: 'PUT' }))).toMatchObject({ status: 200 })
    const url = await presign(store, [], 60)
    now += 55_000
    expect(await send(url, upload)).toMatchObject({ status: 200 })
    now += 10_000
    const late = await send(url, upload)
    expect(late).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(late.text).toContain('<Message>Request has expired</Message>')
    now -= 3600_000
    expect(await send(url, upload)).toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  it('is valid for a week at most', async () => {
    const store = await openStore()
    const code = 'AuthorizationQueryParametersError'
    for (const expires of ['604801', 'soon', '-1', '']) {
      expect(await edit(store, (url) => url.searchParams.set('X-Amz-Expires', expires))).toMatchObject({
        status: 400,
        code,
      })
    }
  })

  it('must have a known key and region', async () => {
    const store = await openStore()
    const credentials = { ...keys, accessKeyId: 'STRANGER' }
    const strange = await getSignedUrl(store.client({ credentials }), put)
    expect(await send(strange, upload)).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' })
    const elsewhere = await getSignedUrl(store.client({ region: 'eu-west-1' }), put)
    expect(await send(elsewhere, upload)).toMatchObject({
      status: 400,
      code: 'AuthorizationQueryParametersError',
    })
    const wrongSecret = await getSignedUrl(
      store.client({ credentials: { ...keys, secretAccessKey: 'x' } }),
      put,
    )
    expect(await send(wrongSecret, upload)).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    const temporary = await getSignedUrl(store.client({ credentials: { ...keys, sessionToken: 'x' } }), put)
    expect(await send(temporary, upload)).toMatchObject({ status: 400, code: 'InvalidToken' })
  })

  it('must have all parameters', async () => {
    const store = await openStore()
    for (const name of [
      'X-Amz-Algorithm',
      'X-Amz-Credential',
      'X-Amz-Date',
      'X-Amz-SignedHeaders',
      'X-Amz-Signature',
    ]) {
      const reply = await edit(store, (url) => url.searchParams.delete(name))
      expect(reply).toMatchObject({ status: 400, code: 'AuthorizationQueryParametersError' })
    }
  })

  it('can bind the body by a signed payload hash', async () => {
    const store = await openStore()
    const header = {
      'x-amz-content-sha256': '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    }
    const command = new PutObjectCommand({ Bucket, Key: 'hash.txt' })
    command.middlewareStack.add(
      (next) => (args) => {
        if (typeof args.request === 'object' && args.request !== null && 'headers' in args.request) {
          Object.assign(args.request.headers ?? {}, header)
        }
        return next(args)
      },
      { step: 'build' },
    )
    const bound = {
      unhoistableHeaders: new Set(['x-amz-content-sha256']),
      signableHeaders: new Set(['host', 'x-amz-content-sha256']),
    }
    const url = await getSignedUrl(store.s3, command, bound)
    expect(await send(url, { method: 'PUT', headers: header, body: 'hello' })).toMatchObject({ status: 200 })
    const other = await send(url, { method: 'PUT', headers: header, body: 'jello' })
    expect(other).toMatchObject({ status: 400, code: 'XAmzContentSHA256Mismatch' })
  })
})

describe('Authorization header', () => {
  it('is valid for a quarter of an hour', async () => {
    const store = await openStore()
    const minute = 60_000
    expect(await sendSigned(store, { at: Date.now() - 14 * minute })).toMatchObject({ status: 200 })
    const skewed = { status: 403, code: 'RequestTimeTooSkewed' }
    expect(await sendSigned(store, { at: Date.now() - 16 * minute })).toMatchObject(skewed)
    expect(await sendSigned(store, { at: Date.now() + 16 * minute })).toMatchObject(skewed)
  })

  it('binds the body by its hash, or leaves it unsigned', async () => {
    const store = await openStore()
    expect(await sendSigned(store, { payloadHash: 'UNSIGNED-PAYLOAD' })).toMatchObject({ status: 200 })
    const mismatch = { status: 400, code: 'XAmzContentSHA256Mismatch' }
    expect(await sendSigned(store, { payloadHash: '0'.repeat(64) })).toMatchObject(mismatch)
    expect(await sendSigned(store, { payloadHash: 'nonsense' })).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
    })
  })

  it('is rejected with an unknown key, a wrong region or an unsigned x-amz- header', async () => {
    const store = await openStore()
    expect(await sendSigned(store, { accessKeyId: 'STRANGER' })).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
    })
    const elsewhere = await sendSigned(store, { region: 'eu-west-1' })
    expect(elsewhere).toMatchObject({ status: 400, code: 'AuthorizationHeaderMalformed' })
    expect(elsewhere.text).toContain('<Region>us-east-1</Region>')
    const unsigned = { 'x-amz-meta-a': '1' }
    expect(await sendSigned(store, { unsigned })).toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  it('is rejected if it is malformed, of another kind, or comes with a presigned URL', async () => {
    const store = await openStore()
    const url = `${store.url}/${Bucket}/a.txt`
    const authorize = (authorization: string) => send(url, { headers: { authorization } })
    expect(await authorize('AWS4-HMAC-SHA256 Credential=x')).toMatchObject({
      code: 'AuthorizationHeaderMalformed',
    })
    expect(await authorize('AWS TESTACCESS:abc')).toMatchObject({ status: 400, code: 'InvalidRequest' })
    const both = await send(await presign(store), {
      ...upload,
      headers: { authorization: 'AWS4-HMAC-SHA256 x' },
    })
    expect(both).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })
})

describe('request without a signature', () => {
  it('is rejected', async () => {
    const store = await openStore()
    const refused = { status: 403, code: 'AccessDenied' }
    expect(await send(`${store.url}/${Bucket}/a.txt`, upload)).toMatchObject(refused)
    expect(await send(`${store.url}/${Bucket}/a.txt`)).toMatchObject(refused)
    expect(await send(`${store.url}/`)).toMatchObject(refused)
  })

  it('has a request id and a resource in its error', async () => {
    const store = await openStore()
    const reply = await send(`${store.url}/${Bucket}/a.txt`)
    expect(reply.headers['content-type']).toBe('application/xml')
    expect(reply.headers['x-amz-request-id']).toMatch(/^[0-9A-F]{16}$/)
    expect(reply.text).toContain(`<Resource>/${Bucket}/a.txt</Resource>`)
    expect(reply.text).toContain(`<RequestId>${String(reply.headers['x-amz-request-id'])}</RequestId>`)
  })
})
