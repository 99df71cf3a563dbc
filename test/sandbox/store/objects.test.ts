import { createHash } from 'node:crypto'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, it } from 'vitest'
import { Bucket, openStore } from './open-store.ts'
import type { OpenStore } from './open-store.ts'
import { send } from './send.ts'
import { signRequest } from './sign-request.ts'

const Key = 'a/b.txt'

async function read(store: OpenStore, key = Key): Promise<string | undefined> {
  return (await store.s3.send(new GetObjectCommand({ Bucket, Key: key }))).Body?.transformToString()
}

async function storeHello(store: OpenStore): Promise<string> {
  const { ETag = '' } = await store.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello world' }))
  return ETag
}

describe('object', () => {
  it('is returned with its headers and metadata, and the MD5 as ETag', async () => {
    const { s3 } = await openStore()
    const sent = {
      ContentType: 'text/x-y',
      ContentDisposition: 'attachment; filename="e.txt"',
      ContentEncoding: 'gzip',
      ContentLanguage: 'de',
      CacheControl: 'max-age=60',
      Metadata: { owner: 'me', 'sha-256': 'abc' },
    }
    const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ...sent }))
    expect(ETag).toBe(`"${createHash('md5').update('hello').digest('hex')}"`)
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }))
    expect(head).toMatchObject({ ...sent, ETag, ContentLength: 5, AcceptRanges: 'bytes' })
    expect(head.LastModified).toBeInstanceOf(Date)
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }))
    expect(got).toMatchObject({ ...sent, ETag, ContentLength: 5 })
    expect(await got.Body?.transformToString()).toBe('hello')
  })

  it('keeps the metadata that a presigner moved into the query', async () => {
    const store = await openStore()
    const command = new PutObjectCommand({ Bucket, Key, Metadata: { owner: 'me' } })
    await send(await getSignedUrl(store.s3, command), { method: 'PUT', body: 'x' })
    expect((await store.s3.send(new HeadObjectCommand({ Bucket, Key }))).Metadata).toEqual({ owner: 'me' })
  })

  it('can be empty, and has a default type', async () => {
    const store = await openStore()
    await send(await getSignedUrl(store.s3, new PutObjectCommand({ Bucket, Key })), { method: 'PUT' })
    const head = await store.s3.send(new HeadObjectCommand({ Bucket, Key }))
    expect(head).toMatchObject({ ContentLength: 0, ContentType: 'binary/octet-stream' })
    expect(await read(store)).toBe('')
  })

  it('is named in the error if it is missing; HEAD has no body', async () => {
    const store = await openStore()
    const missing = store.s3.send(new GetObjectCommand({ Bucket, Key }))
    await expect(missing).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } })
    const head = store.s3.send(new HeadObjectCommand({ Bucket, Key }))
    await expect(head).rejects.toMatchObject({ name: 'NotFound' })
  })

  it('can be deleted repeatedly', async () => {
    const store = await openStore()
    await storeHello(store)
    for (const _ of [1, 2]) {
      const { $metadata } = await store.s3.send(new DeleteObjectCommand({ Bucket, Key }))
      expect($metadata.httpStatusCode).toBe(204)
    }
    await expect(read(store)).rejects.toMatchObject({ name: 'NoSuchKey' })
    expect(store.blobs()).toEqual([])
  })

  it('is deleted only in a matching version if `If-Match` is set', async () => {
    const store = await openStore()
    const etag = await storeHello(store)
    const remove = (IfMatch: string) => store.s3.send(new DeleteObjectCommand({ Bucket, Key, IfMatch }))
    await expect(remove('"other"')).rejects.toMatchObject({ name: 'PreconditionFailed' })
    await remove(etag)
    expect(store.blobs()).toEqual([])
  })

  it('has a limited key and limited metadata', async () => {
    const store = await openStore()
    const put = (Key: string, Metadata = {}) =>
      store.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', Metadata }))
    await put('ü'.repeat(512))
    await expect(put('ü'.repeat(512) + 'x')).rejects.toMatchObject({ name: 'KeyTooLongError' })
    await expect(put('a', { big: 'x'.repeat(2046) })).rejects.toMatchObject({ name: 'MetadataTooLarge' })
  })

  it('is rejected above the size limit of a single request', async () => {
    const store = await openStore()
    const url = `${store.url}/${Bucket}/${Key}`
    const headers = { 'content-length': String(5 * 1024 ** 3 + 1), expect: '100-continue' }
    const signed = signRequest(url, { method: 'PUT', payloadHash: 'UNSIGNED-PAYLOAD', headers })
    expect(await send(url, signed)).toMatchObject({ status: 400, code: 'EntityTooLarge' })
  })

  it('is rejected without a length', async () => {
    const store = await openStore()
    const url = await getSignedUrl(store.s3, new PutObjectCommand({ Bucket, Key }))
    const chunked = await send(url, {
      method: 'PUT',
      headers: { 'transfer-encoding': 'chunked' },
      body: 'hello',
    })
    expect(chunked).toMatchObject({ status: 411, code: 'MissingContentLength' })
    await expect(read(store)).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  it('rejects unsupported headers and subresources', async () => {
    const store = await openStore()
    const put = (input: object) => store.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...input }))
    await expect(put({ Tagging: 'a=b' })).rejects.toMatchObject({ name: 'NotImplemented' })
    await expect(put({ ServerSideEncryption: 'aws:kms' })).rejects.toMatchObject({ name: 'NotImplemented' })
    await expect(put({ ACL: 'public-read' })).rejects.toMatchObject({ name: 'AccessControlListNotSupported' })
    await put({ ACL: 'private', ServerSideEncryption: 'AES256' })
  })
})

describe('Content-MD5', () => {
  it('is compared with the body', async () => {
    const store = await openStore()
    const put = async (md5: string) => {
      const url = await getSignedUrl(store.s3, new PutObjectCommand({ Bucket, Key }))
      return send(url, { method: 'PUT', headers: { 'content-md5': md5 }, body: 'hello' })
    }
    const md5 = (text: string) => createHash('md5').update(text).digest('base64')
    expect(await put(md5('other'))).toMatchObject({ status: 400, code: 'BadDigest' })
    expect(await put('nonsense')).toMatchObject({ status: 400, code: 'InvalidDigest' })
    expect(store.blobs()).toEqual([])
    expect(await put(md5('hello'))).toMatchObject({ status: 200 })
  })
})

describe('range', () => {
  it('is a slice of the beginning, the middle or the end', async () => {
    const store = await openStore()
    await storeHello(store)
    const get = async (Range: string) => {
      const got = await store.s3.send(new GetObjectCommand({ Bucket, Key, Range }))
      return [got.$metadata.httpStatusCode, await got.Body?.transformToString(), got.ContentRange]
    }
    expect(await get('bytes=0-4')).toEqual([206, 'hello', 'bytes 0-4/11'])
    expect(await get('bytes=6-')).toEqual([206, 'world', 'bytes 6-10/11'])
    expect(await get('bytes=-3')).toEqual([206, 'rld', 'bytes 8-10/11'])
    expect(await get('bytes=-99')).toEqual([206, 'hello world', 'bytes 0-10/11'])
    expect(await get('bytes=6-99')).toEqual([206, 'world', 'bytes 6-10/11'])
    expect(await get('bytes=0-1,3-4')).toEqual([200, 'hello world', undefined])
    expect(await get('lines=1-2')).toEqual([200, 'hello world', undefined])
    await expect(get('bytes=11-')).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    })
    await expect(get('bytes=-0')).rejects.toMatchObject({ name: 'InvalidRange' })
  })

  it('is the whole object if `If-Range` does not match', async () => {
    const store = await openStore()
    const etag = await storeHello(store)
    const url = await getSignedUrl(store.s3, new GetObjectCommand({ Bucket, Key }))
    const get = (ifRange: string) => send(url, { headers: { range: 'bytes=0-4', 'if-range': ifRange } })
    expect(await get(etag)).toMatchObject({ status: 206, text: 'hello' })
    expect(await get('"other"')).toMatchObject({ status: 200, text: 'hello world' })
  })
})

describe('conditional request', () => {
  it('does not return an unchanged object, and guards a changed one', async () => {
    const store = await openStore()
    const etag = await storeHello(store)
    const url = await getSignedUrl(store.s3, new GetObjectCommand({ Bucket, Key }))
    const get = async (headers: Record<string, string>) => (await send(url, { headers })).status
    const [past, future] = ['Mon, 01 Jan 2001 00:00:00 GMT', 'Fri, 01 Jan 2100 00:00:00 GMT']
    expect(await get({ 'if-none-match': etag })).toBe(304)
    expect(await get({ 'if-none-match': '"other"' })).toBe(200)
    expect(await get({ 'if-match': etag })).toBe(200)
    expect(await get({ 'if-match': '"other"' })).toBe(412)
    expect(await get({ 'if-modified-since': future })).toBe(304)
    expect(await get({ 'if-modified-since': past })).toBe(200)
    expect(await get({ 'if-unmodified-since': past })).toBe(412)
    expect(await get({ 'if-match': etag, 'if-unmodified-since': past })).toBe(200)
  })

  it('prevents overwriting an existing key, or any version but one', async () => {
    const store = await openStore()
    const etag = await storeHello(store)
    const put = (input: object) => store.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'new', ...input }))
    const failed = { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } }
    await expect(put({ IfNoneMatch: '*' })).rejects.toMatchObject(failed)
    await expect(put({ IfMatch: '"other"' })).rejects.toMatchObject(failed)
    await expect(put({ Key: 'new', IfMatch: etag })).rejects.toMatchObject({ name: 'NoSuchKey' })
    expect(await read(store)).toBe('hello world')
    await put({ IfMatch: etag })
    await put({ Key: 'new', IfNoneMatch: '*' })
    expect(await read(store)).toBe('new')
  })

  it('lets one of two concurrent writers of a new key succeed', async () => {
    const store = await openStore()
    const put = (Body: string) => store.s3.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: '*' }))
    const results = await Promise.allSettled(['one', 'two', 'three'].map(put))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect(store.blobs()).toHaveLength(1)
  })
})

describe('signed response override', () => {
  it('changes how the object is served, not the object', async () => {
    const store = await openStore()
    await storeHello(store)
    const get = async (ResponseContentDisposition: string) =>
      send(await getSignedUrl(store.s3, new GetObjectCommand({ Bucket, Key, ResponseContentDisposition })))
    const disposition = 'attachment; filename="x.txt"'
    expect((await get(disposition)).headers['content-disposition']).toBe(disposition)
    expect(await get('attachment; filename="日.txt"')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await store.s3.send(new HeadObjectCommand({ Bucket, Key }))).not.toHaveProperty(
      'ContentDisposition',
    )
  })
})

describe('copy', () => {
  it('keeps the metadata, or replaces it', async () => {
    const { s3 } = await openStore()
    const from = 'ü &+?.txt'
    await s3.send(
      new PutObjectCommand({ Bucket, Key: from, Body: 'x', ContentType: 'a/b', Metadata: { a: '1' } }),
    )
    const CopySource = `${Bucket}/${encodeURIComponent(from)}`
    const copied = await s3.send(new CopyObjectCommand({ Bucket, Key: 'kept', CopySource }))
    expect(copied.CopyObjectResult?.ETag).toBe(`"${createHash('md5').update('x').digest('hex')}"`)
    const kept = await s3.send(new HeadObjectCommand({ Bucket, Key: 'kept' }))
    expect(kept).toMatchObject({ ContentType: 'a/b', Metadata: { a: '1' } })
    const MetadataDirective = 'REPLACE'
    const ContentType = 'c/d'
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'new', CopySource, MetadataDirective, ContentType }))
    const replaced = await s3.send(new HeadObjectCommand({ Bucket, Key: 'new' }))
    expect(replaced).toMatchObject({ ContentType: 'c/d', Metadata: {} })
  })

  it('of an object onto itself must change something', async () => {
    const store = await openStore()
    await storeHello(store)
    const CopySource = `/${Bucket}/${Key}`
    const copy = (input: object) =>
      store.s3.send(new CopyObjectCommand({ Bucket, Key, CopySource, ...input }))
    await expect(copy({})).rejects.toMatchObject({ name: 'InvalidRequest' })
    await copy({ MetadataDirective: 'REPLACE', Metadata: { a: '2' } })
    expect(await read(store)).toBe('hello world')
    expect(store.blobs()).toHaveLength(1)
  })

  it('requires an existing source that meets the conditions', async () => {
    const store = await openStore()
    await storeHello(store)
    const copy = (CopySource: string, input: object = {}) =>
      store.s3.send(new CopyObjectCommand({ Bucket, Key: 'c', CopySource, ...input }))
    await expect(copy(`${Bucket}/none`)).rejects.toMatchObject({ name: 'NoSuchKey' })
    await expect(copy('none/none')).rejects.toMatchObject({ name: 'NoSuchBucket' })
    const expected = { CopySourceIfMatch: '"other"' }
    await expect(copy(`${Bucket}/${Key}`, expected)).rejects.toMatchObject({ name: 'PreconditionFailed' })
  })
})

describe('delete of several objects', () => {
  it('includes missing ones', async () => {
    const store = await openStore()
    const names = ['a', 'b & <c>', 'ü']
    for (const Key of names) await store.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))
    const Objects = [...names, 'none'].map((Key) => ({ Key }))
    const { Deleted } = await store.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
    expect(Deleted?.map((object) => object.Key)).toEqual([...names, 'none'])
    expect(store.blobs()).toEqual([])
    const quiet = await store.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }))
    expect(quiet.Deleted ?? []).toEqual([])
  })

  it('is rejected without a checksum of the document', async () => {
    const store = await openStore()
    const url = `${store.url}/${Bucket}?delete=`
    const post = async (body: string, headers: Record<string, string>) =>
      send(url, signRequest(url, { method: 'POST', body, headers }))
    const body = '<Delete><Object><Key>a</Key></Object></Delete>'
    expect(await post(body, {})).toMatchObject({ status: 400, code: 'InvalidRequest' })
    const md5 = (text: string) => ({ 'content-md5': createHash('md5').update(text).digest('base64') })
    expect(await post(body, md5(body))).toMatchObject({ status: 200 })
    for (const bad of [
      '',
      '<Delete/>',
      '<Delete>',
      '<Other/>',
      '<!DOCTYPE x><Delete/>',
      '<Delete>&bad;</Delete>',
    ]) {
      expect(await post(bad, md5(bad)), bad).toMatchObject({ status: 400, code: 'MalformedXML' })
    }
  })
})
