import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type {
  CompletedPart,
  CreateMultipartUploadCommandInput,
  UploadPartCommandInput,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, it } from 'vitest'
import { Bucket, openStore } from './open-store.ts'
import type { OpenStore } from './open-store.ts'
import { send } from './send.ts'
import { signRequest } from './sign-request.ts'

const Key = 'video.mp4'
const fiveMiB = 5 * 1024 ** 2

function bytes(size: number, fill: number): Buffer {
  return Buffer.alloc(size, fill)
}

async function begin(
  store: OpenStore,
  input: Partial<CreateMultipartUploadCommandInput> = {},
): Promise<string> {
  const { UploadId = '' } = await store.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...input }))
  return UploadId
}

async function part(
  store: OpenStore,
  UploadId: string,
  PartNumber: number,
  Body: Buffer,
  input: Partial<UploadPartCommandInput> = {},
): Promise<CompletedPart> {
  const sent = await store.s3.send(
    new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...input }),
  )
  const { ETag, ChecksumCRC32, ChecksumSHA256 } = sent
  return { PartNumber, ETag, ChecksumCRC32, ChecksumSHA256 }
}

function complete(store: OpenStore, UploadId: string, Parts: CompletedPart[], input: object = {}) {
  return store.s3.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...input }),
  )
}

async function md5Of(store: OpenStore): Promise<string> {
  const { Body } = await store.s3.send(new GetObjectCommand({ Bucket, Key }))
  return createHash('md5')
    .update((await Body?.transformToByteArray()) ?? '')
    .digest('hex')
}

function etagOf(...parts: readonly Buffer[]): string {
  const digests = parts.map((part) => createHash('md5').update(part).digest())
  return `"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}"`
}

describe('multipart upload', () => {
  it('assembles parts in any order, with the headers of its creation', async () => {
    const store = await openStore()
    const UploadId = await begin(store, { ContentType: 'video/mp4', Metadata: { a: 'b' } })
    const [first, second, third] = [bytes(fiveMiB, 1), bytes(fiveMiB + 1, 2), bytes(3, 3)]
    const Parts: CompletedPart[] = []
    for (const [number, body] of [
      [30, third],
      [1, first],
      [7, second],
    ] as const) {
      Parts.unshift(await part(store, UploadId, number, body))
    }
    Parts.sort((a, b) => Number(a.PartNumber) - Number(b.PartNumber))
    const completed = await complete(store, UploadId, Parts)
    const ETag = etagOf(first, second, third)
    expect(completed).toMatchObject({ ETag, Bucket, Key, Location: `${store.url}/${Bucket}/${Key}` })

    const whole = Buffer.concat([first, second, third])
    const head = await store.s3.send(new HeadObjectCommand({ Bucket, Key }))
    expect(head).toMatchObject({
      ETag,
      ContentLength: whole.length,
      ContentType: 'video/mp4',
      Metadata: { a: 'b' },
    })
    expect(await md5Of(store)).toBe(createHash('md5').update(whole).digest('hex'))
    const across = `bytes=${fiveMiB - 2}-${fiveMiB + 1}`
    const range = await store.s3.send(new GetObjectCommand({ Bucket, Key, Range: across }))
    expect([...((await range.Body?.transformToByteArray()) ?? [])]).toEqual([1, 1, 2, 2])
  })

  it('is listed, part by part and page by page', async () => {
    const store = await openStore()
    const UploadId = await begin(store)
    const sent = [await part(store, UploadId, 2, bytes(20, 2)), await part(store, UploadId, 10, bytes(10, 1))]
    sent.push(await part(store, UploadId, 11, bytes(30, 3)))
    const list = (input: object) => store.s3.send(new ListPartsCommand({ Bucket, Key, UploadId, ...input }))
    const all = await list({})
    expect(all.Parts?.map(({ PartNumber, Size, ETag }) => [PartNumber, Size, ETag])).toEqual([
      [2, 20, sent[0]?.ETag],
      [10, 10, sent[1]?.ETag],
      [11, 30, sent[2]?.ETag],
    ])
    expect(all).toMatchObject({ IsTruncated: false, UploadId, Key })
    const first = await list({ MaxParts: 2 })
    expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '10', MaxParts: 2 })
    const second = await list({ MaxParts: 2, PartNumberMarker: first.NextPartNumberMarker })
    expect(second.Parts?.map((part) => part.PartNumber)).toEqual([11])
    expect(second.IsTruncated).toBe(false)
  })

  it('replaces a part that is sent again', async () => {
    const store = await openStore()
    const UploadId = await begin(store)
    await part(store, UploadId, 1, bytes(100, 1))
    const Parts = [await part(store, UploadId, 1, bytes(50, 2))]
    expect(store.blobs()).toHaveLength(1)
    expect((await complete(store, UploadId, Parts)).ETag).toBe(etagOf(bytes(50, 2)))
    expect((await store.s3.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength).toBe(50)
  })

  it('can be completed with some of its parts; the others are dropped', async () => {
    const store = await openStore()
    const UploadId = await begin(store)
    await part(store, UploadId, 1, bytes(10, 1))
    const Parts = [await part(store, UploadId, 2, bytes(20, 2))]
    await complete(store, UploadId, Parts)
    expect((await store.s3.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength).toBe(20)
    expect(store.blobs()).toHaveLength(1)
  })

  it('can be completed again with the same parts only', async () => {
    const store = await openStore()
    const UploadId = await begin(store)
    const Parts = [await part(store, UploadId, 1, bytes(10, 1))]
    const first = await complete(store, UploadId, Parts)
    expect((await complete(store, UploadId, Parts)).ETag).toBe(first.ETag)
    const other = [{ PartNumber: 1, ETag: '"00000000000000000000000000000000"' }]
    await expect(complete(store, UploadId, other)).rejects.toMatchObject({ name: 'NoSuchUpload' })
    const simultaneous = await begin(store)
    const again = [await part(store, simultaneous, 1, bytes(10, 2))]
    const both = await Promise.all([
      complete(store, simultaneous, again),
      complete(store, simultaneous, again),
    ])
    expect(both.map((response) => response.ETag)).toEqual([etagOf(bytes(10, 2)), etagOf(bytes(10, 2))])
  })

  it('rejects a wrong list of parts, and continues', async () => {
    const store = await openStore()
    const UploadId = await begin(store)
    const small = await part(store, UploadId, 1, bytes(10, 1))
    const last = await part(store, UploadId, 2, bytes(10, 2))
    const refused = async (Parts: CompletedPart[], name: string) =>
      expect(complete(store, UploadId, Parts)).rejects.toMatchObject({
        name,
        $metadata: { httpStatusCode: 400 },
      })
    await refused([small, last], 'EntityTooSmall')
    await refused([last, small], 'InvalidPartOrder')
    await refused([last, last], 'InvalidPartOrder')
    await refused([{ ...last, ETag: small.ETag }], 'InvalidPart')
    await refused([{ PartNumber: 3, ETag: small.ETag }], 'InvalidPart')
    await refused([], 'MalformedXML')
    await complete(store, UploadId, [last])
  })

  it('rejects a malformed document', async () => {
    const store = await openStore()
    const url = `${store.url}/${Bucket}/${Key}?uploadId=${await begin(store)}`
    const documents = [
      '',
      'nonsense',
      '<CompleteMultipartUpload><Part></CompleteMultipartUpload>',
      '<CompleteMultipartUpload><Part><PartNumber>x</PartNumber><ETag>y</ETag></Part></CompleteMultipartUpload>',
      '<Other><Part><PartNumber>1</PartNumber><ETag>y</ETag></Part></Other>',
    ]
    for (const body of documents) {
      const reply = await send(url, signRequest(url, { method: 'POST', body }))
      expect(reply, body).toMatchObject({ status: 400, code: 'MalformedXML' })
    }
  })

  it('can require that the key does not exist', async () => {
    const store = await openStore()
    await store.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))
    const UploadId = await begin(store)
    const Parts = [await part(store, UploadId, 1, bytes(10, 1))]
    const careful = complete(store, UploadId, Parts, { IfNoneMatch: '*' })
    await expect(careful).rejects.toMatchObject({ name: 'PreconditionFailed' })
    await complete(store, UploadId, Parts)
    expect(store.blobs()).toHaveLength(1)
  })

  it('can be aborted once', async () => {
    const store = await openStore()
    const UploadId = await begin(store)
    const url = await getSignedUrl(store.s3, new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1 }))
    expect(await send(url, { method: 'PUT', body: 'x' })).toMatchObject({ status: 200 })
    const abort = () => store.s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
    expect((await abort()).$metadata.httpStatusCode).toBe(204)
    expect(store.blobs()).toEqual([])
    expect(await send(url, { method: 'PUT', body: 'x' })).toMatchObject({ status: 404, code: 'NoSuchUpload' })
    await expect(abort()).rejects.toMatchObject({ name: 'NoSuchUpload' })
    const parts = store.s3.send(new ListPartsCommand({ Bucket, Key, UploadId }))
    await expect(parts).rejects.toMatchObject({ name: 'NoSuchUpload' })
    await expect(complete(store, UploadId, [{ PartNumber: 1, ETag: 'x' }])).rejects.toMatchObject({
      name: 'NoSuchUpload',
    })
  })

  it('belongs to its key, and numbers its parts from 1 to 10000', async () => {
    const store = await openStore()
    const UploadId = await begin(store)
    const put = (PartNumber: number, input = {}) => part(store, UploadId, PartNumber, bytes(1, 1), input)
    await expect(put(1, { Key: 'other' })).rejects.toMatchObject({ name: 'NoSuchUpload' })
    await expect(put(0)).rejects.toMatchObject({ name: 'InvalidArgument' })
    await expect(put(10_001)).rejects.toMatchObject({ name: 'InvalidArgument' })
    await put(10_000)
  })

  it('binds a presigned part to its number', async () => {
    const store = await openStore()
    const UploadId = await begin(store)
    const url = new URL(
      await getSignedUrl(store.s3, new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 4 })),
    )
    url.searchParams.set('partNumber', '5')
    expect(await send(url.href, { method: 'PUT', body: 'x' })).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    })
  })

  it('does not copy parts from other objects', async () => {
    const store = await openStore()
    const url = `${store.url}/${Bucket}/${Key}?partNumber=1&uploadId=${await begin(store)}`
    const headers = { 'x-amz-copy-source': `${Bucket}/a` }
    const reply = await send(url, signRequest(url, { method: 'PUT', headers }))
    expect(reply).toMatchObject({ status: 501, code: 'NotImplemented' })
  })
})

describe('multipart uploads in progress', () => {
  it('are listed by key, with a prefix and in pages', async () => {
    const store = await openStore()
    const ids = []
    for (const key of ['b', 'a/2', 'a/1', 'a/1']) ids.push(await begin(store, { Key: key }))
    const list = async (input: object) => {
      const page = await store.s3.send(new ListMultipartUploadsCommand({ Bucket, ...input }))
      return { ...page, found: page.Uploads?.map((upload) => [upload.Key, upload.UploadId]) ?? [] }
    }
    const firsts = (await list({ Prefix: 'a/1' })).found
    expect(firsts.map(([, id]) => id).sort()).toEqual(ids.slice(2).sort())
    const expected = [...firsts, ['a/2', ids[1]], ['b', ids[0]]]
    expect((await list({})).found).toEqual(expected)
    const one = await list({ MaxUploads: 1 })
    expect(one).toMatchObject({ found: expected.slice(0, 1), IsTruncated: true })
    const two = await list({
      MaxUploads: 2,
      KeyMarker: one.NextKeyMarker,
      UploadIdMarker: one.NextUploadIdMarker,
    })
    expect(two.found).toEqual(expected.slice(1, 3))
    const rest = await list({ KeyMarker: two.NextKeyMarker, UploadIdMarker: two.NextUploadIdMarker })
    expect(rest).toMatchObject({ found: expected.slice(3), IsTruncated: false })
    expect((await list({ KeyMarker: 'a/1' })).found).toEqual(expected.slice(2))
  })
})

describe('multipart checksum', () => {
  const [first, second] = [bytes(fiveMiB, 1), bytes(10, 2)]
  const sha256 = (data: Buffer) => createHash('sha256').update(data).digest()

  it('is composed of the parts, whose checksums are required', async () => {
    const store = await openStore()
    const UploadId = await begin(store, { ChecksumAlgorithm: 'SHA256' })
    const hash = sha256(first).toString('base64')
    const Parts = [
      await part(store, UploadId, 1, first, { ChecksumSHA256: hash }),
      await part(store, UploadId, 2, second),
    ]
    expect(Parts[0]?.ChecksumSHA256).toBe(hash)
    const bare = Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }))
    await expect(complete(store, UploadId, bare)).rejects.toMatchObject({ name: 'InvalidRequest' })
    const wrong = Parts.map((part) => ({ ...part, ChecksumSHA256: hash }))
    await expect(complete(store, UploadId, wrong)).rejects.toMatchObject({ name: 'InvalidPart' })
    const full = [Parts[0] ?? {}, { ...Parts[1], ChecksumSHA256: sha256(second).toString('base64') }]
    const value = `${sha256(Buffer.concat([sha256(first), sha256(second)])).toString('base64')}-2`
    expect(await complete(store, UploadId, full)).toMatchObject({
      ChecksumSHA256: value,
      ChecksumType: 'COMPOSITE',
    })
    const head = await store.s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }))
    expect(head).toMatchObject({ ChecksumSHA256: value, ChecksumType: 'COMPOSITE' })
  })

  it('is of the whole object if it was created that way', async () => {
    const store = await openStore()
    const UploadId = await begin(store, { ChecksumAlgorithm: 'CRC64NVME' })
    const Parts = [await part(store, UploadId, 1, first), await part(store, UploadId, 2, second)]
    const wrong = complete(store, UploadId, Parts, { ChecksumCRC64NVME: 'AAAAAAAAAAA=' })
    await expect(wrong).rejects.toMatchObject({ name: 'BadDigest' })
    const tooSmall = complete(store, UploadId, Parts, { MpuObjectSize: 1 })
    await expect(tooSmall).rejects.toMatchObject({ name: 'InvalidRequest' })
    const done = await complete(store, UploadId, Parts, { MpuObjectSize: fiveMiB + 10 })
    expect(done.ChecksumType).toBe('FULL_OBJECT')

    await store.s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'whole',
        Body: Buffer.concat([first, second]),
        ChecksumCRC64NVME: done.ChecksumCRC64NVME,
      }),
    )
  })

  it('is rejected if its type does not fit the algorithm', async () => {
    const store = await openStore()
    const UploadId = await begin(store, { ChecksumAlgorithm: 'SHA1' })
    const other = part(store, UploadId, 1, second, { ChecksumSHA256: sha256(second).toString('base64') })
    await expect(other).rejects.toMatchObject({ name: 'InvalidRequest' })
    const impossible = begin(store, { ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' })
    await expect(impossible).rejects.toMatchObject({ name: 'InvalidRequest' })
  })

  it('is verified for a part although the upload declared none', async () => {
    const store = await openStore()
    const UploadId = await begin(store)
    const wrong = part(store, UploadId, 1, second, { ChecksumSHA256: sha256(first).toString('base64') })
    await expect(wrong).rejects.toMatchObject({ name: 'BadDigest', $metadata: { httpStatusCode: 400 } })
    expect(store.blobs()).toEqual([])
  })
})
