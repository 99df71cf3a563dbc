import { once } from 'node:events'
import { request } from 'node:http'
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { connect } from 'node:net'
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, it } from 'vitest'
import { startStore } from '../../../sandbox/store/start-store.ts'
import { Bucket, keys, openStore } from './open-store.ts'
import type { OpenStore } from './open-store.ts'

const Key = 'a.bin'

function presignPut(store: OpenStore): Promise<string> {
  return getSignedUrl(store.s3, new PutObjectCommand({ Bucket, Key }))
}

function startPut(
  url: string,
  options: RequestOptions,
): { outgoing: ClientRequest; response: Promise<IncomingMessage> } {
  const outgoing = request(url, { method: 'PUT', ...options })
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve)
    outgoing.on('error', reject)
  })
  return { outgoing, response }
}

describe('Expect: 100-continue', () => {
  it('has a response before the body is sent', async () => {
    const store = await openStore()
    const { outgoing, response } = startPut(await presignPut(store), {
      headers: { expect: '100-continue', 'content-length': 5 },
    })
    outgoing.flushHeaders()
    await once(outgoing, 'continue')
    outgoing.end('hello')
    expect((await response).statusCode).toBe(200)
  })

  it('has the error as its response if the request is rejected', async () => {
    const store = await openStore()
    const url = (await presignPut(store)).replace(/Signature=..../, 'Signature=0000')
    const { outgoing, response } = startPut(url, { headers: { expect: '100-continue', 'content-length': 5 } })
    let isContinued = false
    outgoing.on('continue', () => (isContinued = true))
    outgoing.flushHeaders()
    expect((await response).statusCode).toBe(403)
    expect(isContinued).toBe(false)
    outgoing.destroy()
  })
})

describe('early rejection', () => {
  it('reaches a client that is still sending, and closes the connection', async () => {
    const store = await openStore()
    const url = (await presignPut(store)).replace(/Signature=..../, 'Signature=0000')
    const { outgoing, response } = startPut(url, { headers: { 'content-length': 1024 ** 3 } })
    outgoing.write(Buffer.alloc(1024 ** 2))
    const refusal = await response
    expect(refusal.statusCode).toBe(403)
    expect(refusal.headers.connection).toBe('close')
    let text = ''
    for await (const chunk of refusal) text += String(chunk)
    expect(text).toContain('<Code>SignatureDoesNotMatch</Code>')
    outgoing.destroy()
  })

  it('reaches fetch while it is still sending', async () => {
    const store = await openStore()
    const url = (await presignPut(store)).replace(/Signature=..../, 'Signature=0000')
    for (const size of [0, 10, 100_000, 20_000_000]) {
      const reply = await fetch(url, { method: 'PUT', body: new Blob([Buffer.alloc(size)]) })
      expect([size, reply.status, (await reply.text()).includes('SignatureDoesNotMatch')]).toEqual([
        size,
        403,
        true,
      ])
    }
  })

  it('keeps the connection of a request without a body', async () => {
    const store = await openStore()
    const reply = await fetch(`${store.url}/${Bucket}/${Key}`)
    expect([reply.status, reply.headers.get('connection')]).toEqual([403, 'keep-alive'])
  })
})

describe('incomplete body', () => {
  it('stores nothing and keeps the previous object', async () => {
    const store = await openStore()
    await store.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'before' }))
    const before = store.blobs()
    const { outgoing, response } = startPut(await presignPut(store), {
      headers: { 'content-length': 1_000_000 },
    })
    response.catch(() => undefined)
    outgoing.write(Buffer.alloc(300_000))
    await expect.poll(() => store.blobs().length).toBe(2)
    outgoing.destroy()
    await expect.poll(() => store.blobs()).toEqual(before)
    const { Body } = await store.s3.send(new GetObjectCommand({ Bucket, Key }))
    expect(await Body?.transformToString()).toBe('before')
  })

  it('is rejected without a body and a length', async () => {
    const store = await openStore()
    const { pathname, search, host } = new URL(await presignPut(store))
    const socket = connect(store.port, '127.0.0.1')
    socket.write(`PUT ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    let text = ''
    for await (const chunk of socket) text += String(chunk)
    expect(text).toMatch(/^HTTP\/1\.1 411 /)
    expect(text).toContain('<Code>MissingContentLength</Code>')
  })
})

describe('concurrent uploads of one key', () => {
  it('keep the one that finished last', async () => {
    const store = await openStore()
    const size = 3_000_000
    const bodies = [1, 2, 3, 4].map((fill) => Buffer.alloc(size, fill))
    const url = await presignPut(store)
    const uploads = bodies.map((body) => ({
      body,
      ...startPut(url, { headers: { 'content-length': size } }),
    }))
    for (let offset = 0; offset < size - 100_000; offset += 100_000) {
      for (const { outgoing, body } of uploads) outgoing.write(body.subarray(offset, offset + 100_000))
    }
    for (const { outgoing, response, body } of uploads.toReversed()) {
      outgoing.end(body.subarray(size - 100_000))
      expect((await response).statusCode).toBe(200)
      const got = await store.s3.send(new GetObjectCommand({ Bucket, Key }))
      expect(body.equals((await got.Body?.transformToByteArray()) ?? Buffer.of())).toBe(true)
    }
    expect(store.blobs()).toHaveLength(1)
  })
})

describe('download', () => {
  it('returns the version that existed when it began', async () => {
    const store = await openStore()
    const size = 30_000_000
    await store.s3.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.alloc(size, 1) }))
    const reply = await fetch(await getSignedUrl(store.s3, new GetObjectCommand({ Bucket, Key })))
    await store.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'new' }))
    const old = Buffer.from(await reply.arrayBuffer())
    expect(old.equals(Buffer.alloc(size, 1))).toBe(true)
    await expect.poll(() => store.blobs().length).toBe(1)
  })

  it('can be aborted', async () => {
    const store = await openStore()
    await store.s3.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.alloc(30_000_000, 1) }))
    const controller = new AbortController()
    const reply = await fetch(await getSignedUrl(store.s3, new GetObjectCommand({ Bucket, Key })), controller)
    const reader = reply.body?.getReader()
    await reader?.read()
    controller.abort()
    expect((await store.s3.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength).toBe(30_000_000)
  })
})

describe('store', () => {
  it('names the port that is in use', async () => {
    const store = await openStore()
    const second = startStore({ directory: store.directory, port: store.port, ...keys })
    await expect(second).rejects.toThrow(String(store.port))
    expect((await store.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).ETag).toBeDefined()
  })

  it('ends open connections when it closes, and leaves no partial upload', async () => {
    const store = await openStore()
    const { outgoing, response } = startPut(await presignPut(store), {
      headers: { 'content-length': 1_000_000 },
    })
    const cut = expect(response).rejects.toThrow()
    outgoing.write(Buffer.alloc(300_000))
    await expect.poll(() => store.blobs().length).toBe(1)
    await store.close()
    await cut
    expect(store.blobs()).toEqual([])
    await expect(fetch(store.url)).rejects.toThrow()
  })
})
