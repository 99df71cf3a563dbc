import { createHash, createHmac } from 'node:crypto'
import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3'
import type { PresignedPostOptions } from '@aws-sdk/s3-presigned-post'
import { describe, expect, it } from 'vitest'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { Bucket, keys, openStore } from './open-store.ts'
import type { OpenStore } from './open-store.ts'
import { send } from './send.ts'

type Post = {
  status: number
  code: string | undefined
  message: string | undefined
  text: string
  headers: Headers
}
type Change = (form: FormData) => void

const file = new File(['hello'], 'C:\\dir\\hello.txt', { type: 'text/plain' })

async function submit(
  url: string,
  fields: Record<string, string>,
  change: Change = () => undefined,
  upload = file,
): Promise<Post> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  change(form)
  form.append('file', upload)
  const reply = await fetch(url, { method: 'POST', body: form, redirect: 'manual' })
  const text = await reply.text()
  const tag = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(text)?.[1]
  return { status: reply.status, code: tag('Code'), message: tag('Message'), text, headers: reply.headers }
}

async function post(
  store: OpenStore,
  options: Partial<PresignedPostOptions> = {},
  change?: Change,
  upload?: File,
): Promise<Post> {
  const { url, fields } = await createPresignedPost(store.s3, { Bucket, Key: 'p.txt', ...options })
  return submit(url, fields, change, upload)
}

async function read(store: OpenStore, Key = 'p.txt'): Promise<string | undefined> {
  return (await store.s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()
}

/** A policy that the SDK does not create, with a valid signature. */
function signPolicy(policy: string): Record<string, string> {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = [day, 'us-east-1', 's3', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${keys.secretAccessKey}`,
  )
  const encoded = Buffer.from(policy).toString('base64')
  return {
    policy: encoded,
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `${keys.accessKeyId}/${day}/us-east-1/s3/aws4_request`,
    'x-amz-date': `${day}T000000Z`,
    'x-amz-signature': hmac(key, encoded).toString('hex'),
  }
}

const signedFields = [
  ['starts-with', '$x-amz-algorithm', ''],
  ['starts-with', '$x-amz-credential', ''],
  ['starts-with', '$x-amz-date', ''],
]

describe('form upload', () => {
  it('stores the file with the headers of its fields', async () => {
    const store = await openStore()
    const Fields = {
      'Content-Type': 'text/markdown',
      'Cache-Control': 'no-store',
      'x-amz-meta-Owner': 'mé 日',
      success_action_status: '201',
    }
    const reply = await post(store, { Key: 'ü/p.txt', Fields })
    expect(reply.status).toBe(201)
    const etag = createHash('md5').update('hello').digest('hex')
    expect(reply.headers.get('etag')).toBe(`"${etag}"`)
    const location = `${store.url}/${Bucket}/%C3%BC/p.txt`
    expect(reply.text).toContain(
      `<Location>${location}</Location><Bucket>${Bucket}</Bucket><Key>ü/p.txt</Key>`,
    )
    expect(reply.headers.get('location')).toBe(location)
    const head = await store.s3.send(new HeadObjectCommand({ Bucket, Key: 'ü/p.txt' }))
    expect(head).toMatchObject({ ContentType: 'text/markdown', CacheControl: 'no-store', ContentLength: 5 })
    expect(head.Metadata).toEqual({ owner: `=?UTF-8?B?${Buffer.from('mé 日').toString('base64')}?=` })
    expect(await read(store, 'ü/p.txt')).toBe('hello')
  })

  it('responds as `success_action_status` and `success_action_redirect` ask', async () => {
    const store = await openStore()
    expect(await post(store)).toMatchObject({ status: 204, text: '' })
    expect(await post(store, { Fields: { success_action_status: '200' } })).toMatchObject({
      status: 200,
      text: '',
    })
    expect(await post(store, { Fields: { success_action_status: '500' } })).toMatchObject({ status: 204 })
    const there = await post(store, { Fields: { success_action_redirect: 'https://app.test/done?a=1' } })
    expect(there.status).toBe(303)
    const etag = createHash('md5').update('hello').digest('hex')
    expect(there.headers.get('location')).toBe(
      `https://app.test/done?a=1&bucket=uploads&key=p.txt&etag=%22${etag}%22`,
    )
    expect(await post(store, { Fields: { success_action_redirect: 'nowhere' } })).toMatchObject({
      status: 204,
    })
  })

  it('replaces ${filename} by the name of the file, without its path', async () => {
    const store = await openStore()
    expect(await post(store, { Key: 'user/${filename}' })).toMatchObject({ status: 204 })
    expect(await read(store, 'user/hello.txt')).toBe('hello')
  })

  it('can be large and contain a similar boundary', async () => {
    const store = await openStore()
    const bytes = Buffer.alloc(6_000_000, '\r\n------\r\n--form')
    expect(await post(store, {}, undefined, new File([bytes], 'big.bin'))).toMatchObject({ status: 204 })
    const { ContentLength, ETag } = await store.s3.send(new HeadObjectCommand({ Bucket, Key: 'p.txt' }))
    expect([ContentLength, ETag]).toEqual([
      bytes.length,
      `"${createHash('md5').update(bytes).digest('hex')}"`,
    ])
  })

  it('ignores fields after the file', async () => {
    const store = await openStore()
    expect(
      await post(store, {}, (form) => (form.append('file', file), form.append('late', '1'))),
    ).toMatchObject({ status: 204 })
    expect(await read(store)).toBe('hello')
  })

  it('verifies the checksum in its fields', async () => {
    const store = await openStore()
    const sum = (text: string) => ({
      'x-amz-checksum-sha256': createHash('sha256').update(text).digest('base64'),
    })
    expect(await post(store, { Fields: sum('other') })).toMatchObject({ status: 400, code: 'BadDigest' })
    expect(store.blobs()).toEqual([])
    expect(await post(store, { Fields: sum('hello') })).toMatchObject({ status: 204 })
    const { ChecksumSHA256 } = await store.s3.send(
      new HeadObjectCommand({ Bucket, Key: 'p.txt', ChecksumMode: 'ENABLED' }),
    )
    expect(ChecksumSHA256).toBe(sum('hello')['x-amz-checksum-sha256'])
  })
})

describe('form policy', () => {
  it('limits the size', async () => {
    const store = await openStore()
    const within = (min: number, max: number) =>
      post(store, { Conditions: [['content-length-range', min, max]] })
    expect(await within(5, 5)).toMatchObject({ status: 204 })
    expect(await within(1, 4)).toMatchObject({ status: 400, code: 'EntityTooLarge' })
    expect(await within(6, 10)).toMatchObject({ status: 400, code: 'EntityTooSmall' })
    expect(store.blobs()).toHaveLength(1)
  })

  it('must cover every field', async () => {
    const store = await openStore()
    const refused = async (change: Change, message: string) => {
      const reply = await post(store, {}, change)
      expect(reply).toMatchObject({ status: 403, code: 'AccessDenied' })
      expect(reply.message).toContain(message)
    }
    await refused((form) => form.set('key', 'other.txt'), 'Policy Condition failed')
    await refused((form) => form.append('Content-Type', 'text/html'), 'Extra input fields: content-type')
    await refused((form) => form.append('x-amz-meta-a', '1'), 'Extra input fields: x-amz-meta-a')
    expect(await post(store, {}, (form) => form.append('x-ignore-me', '1'))).toMatchObject({ status: 204 })
  })

  it('has conditions on prefixes, and on each of several types', async () => {
    const store = await openStore()
    const typed = async (type: string) => {
      const Conditions = [['starts-with', '$Content-Type', 'image/'] as ['starts-with', string, string]]
      return (await post(store, { Conditions }, (form) => form.append('Content-Type', type))).status
    }
    expect(await typed('image/png')).toBe(204)
    expect(await typed('image/png,image/jpeg')).toBe(204)
    expect(await typed('text/html')).toBe(403)
    expect(await typed('image/png,text/html')).toBe(403)
    const missing = await post(store, { Conditions: [['starts-with', '$Content-Type', '']] })
    expect(missing).toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  it('is for one bucket', async () => {
    const store = await openStore()
    await store.s3.send(new CreateBucketCommand({ Bucket: 'other' }))
    const { fields } = await createPresignedPost(store.s3, { Bucket, Key: 'p.txt' })
    expect(await submit(`${store.url}/other`, fields)).toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  it('expires', async () => {
    const store = await openStore()
    const late = signPolicy(JSON.stringify({ expiration: '2020-01-01T00:00:00Z', conditions: [] }))
    const reply = await submit(`${store.url}/${Bucket}`, { key: 'a', ...late })
    expect(reply).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Policy expired.',
    })
  })

  it('must be signed with a known key, and unchanged', async () => {
    const store = await openStore()
    const refused = async (change: Change, status: number, code: string) =>
      expect(await post(store, {}, change)).toMatchObject({ status, code })
    await refused((form) => form.set('X-Amz-Signature', '0'.repeat(64)), 403, 'SignatureDoesNotMatch')
    const open = Buffer.from('{"expiration":"2100-01-01T00:00:00Z","conditions":[]}').toString('base64')
    await refused((form) => form.set('Policy', open), 403, 'SignatureDoesNotMatch')
    await refused((form) => form.delete('Policy'), 403, 'AccessDenied')
    await refused((form) => form.delete('X-Amz-Signature'), 400, 'InvalidArgument')
    await refused((form) => form.delete('X-Amz-Date'), 400, 'InvalidArgument')
    const credentials = { ...keys, accessKeyId: 'STRANGER' }
    const strange = await createPresignedPost(store.client({ credentials }), { Bucket, Key: 'p.txt' })
    expect(await submit(strange.url, strange.fields)).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
    })
    expect(store.blobs()).toEqual([])
  })

  it('must be valid JSON', async () => {
    const store = await openStore()
    const expiration = '2100-01-01T00:00:00Z'
    for (const policy of [
      'nonsense',
      '[]',
      '{}',
      JSON.stringify({ expiration: 'soon', conditions: [] }),
      JSON.stringify({ expiration, conditions: [['like', '$key', 'a']] }),
      JSON.stringify({ expiration, conditions: [['eq', 'key', 'a']] }),
      JSON.stringify({ expiration, conditions: [{ key: 1 }] }),
      JSON.stringify({ expiration, conditions: [7] }),
    ]) {
      const reply = await submit(`${store.url}/${Bucket}`, { key: 'a', ...signPolicy(policy) })
      expect(reply, policy).toMatchObject({ status: 400, code: 'InvalidPolicyDocument' })
    }
    const good = JSON.stringify({ expiration, conditions: [...signedFields, { key: 'a', bucket: Bucket }] })
    expect(await submit(`${store.url}/${Bucket}`, { key: 'a', ...signPolicy(good) })).toMatchObject({
      status: 204,
    })
    const keyless = JSON.stringify({ expiration, conditions: signedFields })
    expect(await submit(`${store.url}/${Bucket}`, signPolicy(keyless))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
    })
  })
})

describe('form body', () => {
  const type = 'multipart/form-data; boundary=b'

  async function raw(store: OpenStore, body: string, contentType = type, method = 'POST') {
    const { status, code } = await send(`${store.url}/${Bucket}`, {
      method,
      headers: { 'content-type': contentType },
      body,
    })
    return [status, code]
  }

  it('is rejected if it is malformed, incomplete or has too many fields', async () => {
    const store = await openStore()
    const field = (name: string, value: string) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    expect(await raw(store, 'nonsense')).toEqual([400, 'MalformedPOSTRequest'])
    expect(await raw(store, field('key', 'a'))).toEqual([400, 'MalformedPOSTRequest'])
    expect(await raw(store, '--b\r\nX: y\r\n\r\nz\r\n--b--')).toEqual([400, 'MalformedPOSTRequest'])
    expect(await raw(store, '--bx\r\n\r\n')).toEqual([400, 'MalformedPOSTRequest'])
    expect(await raw(store, `${field('key', 'a')}--b--\r\n`)).toEqual([400, 'InvalidArgument'])
    expect(await raw(store, field('key', 'a'.repeat(30_000)))).toEqual([
      400,
      'MaxPostPreDataLengthExceededError',
    ])
    expect(await raw(store, 'x', 'multipart/form-data')).toEqual([400, 'MalformedPOSTRequest'])
    expect(await raw(store, 'x', 'text/plain')).toEqual([412, 'PreconditionFailed'])
  })

  it('stores nothing if it ends within the file', async () => {
    const store = await openStore()
    const { fields } = await createPresignedPost(store.s3, { Bucket, Key: 'p.txt' })
    const parts = Object.entries(fields).map(
      ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const body = `${parts.join('')}--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nhello`
    expect(await raw(store, body)).toEqual([400, 'MalformedPOSTRequest'])
    expect(store.blobs()).toEqual([])
    expect(await raw(store, `${body}\r\n--b--\r\n`)).toEqual([204, undefined])
    expect(await read(store)).toBe('hello')
  })

  it('is rejected for a missing bucket', async () => {
    const store = await openStore()
    const { fields } = await createPresignedPost(store.s3, { Bucket: 'none', Key: 'p.txt' })
    expect(await submit(`${store.url}/none`, fields)).toMatchObject({ status: 404, code: 'NoSuchBucket' })
  })
})
