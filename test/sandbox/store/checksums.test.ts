import { createHash } from 'node:crypto'
import { ChecksumAlgorithm, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, it } from 'vitest'
import { Bucket, openStore } from './open-store.ts'
import type { OpenStore } from './open-store.ts'
import { send } from './send.ts'
import type { Reply } from './send.ts'
import { signRequest } from './sign-request.ts'

const Key = 'sum.txt'
/** The check values of the CRC catalogue, and the SHA digests, of "123456789". */
const known = {
  crc32: Buffer.from('cbf43926', 'hex').toString('base64'),
  crc32c: Buffer.from('e3069283', 'hex').toString('base64'),
  crc64nvme: Buffer.from('ae8b14860a799888', 'hex').toString('base64'),
  sha1: createHash('sha1').update('123456789').digest('base64'),
  sha256: createHash('sha256').update('123456789').digest('base64'),
}

function put(store: OpenStore, headers: Record<string, string>, body = '123456789'): Promise<Reply> {
  const url = `${store.url}/${Bucket}/${Key}`
  return send(url, signRequest(url, { method: 'PUT', body, headers }))
}

describe('checksum header', () => {
  it.each(Object.entries(known))(
    '%s is verified, stored and returned on request',
    async (algorithm, value) => {
      const store = await openStore()
      const name = `x-amz-checksum-${algorithm}`
      const wrong = await put(store, { [name]: value }, 'other')
      expect(wrong).toMatchObject({ status: 400, code: 'BadDigest' })
      expect(store.blobs()).toEqual([])

      expect((await put(store, { [name]: value })).headers[name]).toBe(value)
      const url = `${store.url}/${Bucket}/${Key}`
      const ask = (headers: Record<string, string>) => send(url, signRequest(url, { headers }))
      const response = await ask({ 'x-amz-checksum-mode': 'ENABLED' })
      expect(response.headers).toMatchObject({ [name]: value, 'x-amz-checksum-type': 'FULL_OBJECT' })
      expect((await ask({})).headers).not.toHaveProperty(name)
      const range = await ask({ 'x-amz-checksum-mode': 'ENABLED', range: 'bytes=0-1' })
      expect(range.headers).not.toHaveProperty(name)
    },
  )

  it('is rejected if it is malformed or of an unknown algorithm', async () => {
    const store = await openStore()
    const invalid = { status: 400, code: 'InvalidRequest' }
    expect(await put(store, { 'x-amz-checksum-sha256': 'short' })).toMatchObject(invalid)
    const two = { 'x-amz-checksum-sha256': known.sha256, 'x-amz-checksum-crc32': known.crc32 }
    expect(await put(store, two)).toMatchObject(invalid)
    expect(await put(store, { 'x-amz-sdk-checksum-algorithm': 'CRC32' })).toMatchObject(invalid)
    expect(await put(store, { 'x-amz-checksum-xxhash3': 'AAAAAAAAAAA=' })).toMatchObject({
      status: 501,
      code: 'NotImplemented',
    })
  })

  it('binds the body of a presigned URL if it is signed', async () => {
    const store = await openStore()
    const name = 'x-amz-checksum-sha256'
    const bound = { unhoistableHeaders: new Set([name]), signableHeaders: new Set(['host', name]) }
    const url = await getSignedUrl(
      store.s3,
      new PutObjectCommand({ Bucket, Key, ChecksumSHA256: known.sha256 }),
      bound,
    )
    const upload = (value: string, body: string) =>
      send(url, { method: 'PUT', headers: { [name]: value }, body })
    expect(await upload(known.sha256, 'other')).toMatchObject({ status: 400, code: 'BadDigest' })
    const other = createHash('sha256').update('other').digest('base64')
    expect(await upload(other, 'other')).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    expect(await upload(known.sha256, '123456789')).toMatchObject({ status: 200 })
    const { ChecksumSHA256 } = await store.s3.send(
      new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }),
    )
    expect(ChecksumSHA256).toBe(known.sha256)
  })
})

describe('official SDK', () => {
  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'sends and validates %s',
    async (name) => {
      const store = await openStore()
      const checking = {
        requestChecksumCalculation: 'WHEN_SUPPORTED',
        responseChecksumValidation: 'WHEN_SUPPORTED',
      } as const
      const s3 = store.client(checking)
      // The SDK computes CRC-64 only if a separate package is installed.
      const value =
        name === 'CRC64NVME'
          ? { ChecksumCRC64NVME: known.crc64nvme }
          : { ChecksumAlgorithm: ChecksumAlgorithm[name] }
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: '123456789', ...value }))
      const got = await store.s3.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }))
      expect(await got.Body?.transformToString()).toBe('123456789')
      expect(Object.entries(got).find(([field]) => field === `Checksum${name}`)?.[1]).toBe(
        Object.entries(known).find(([field]) => field.toUpperCase() === name)?.[1],
      )
      s3.destroy()
    },
  )

  it('presigns with the CRC-32 of an empty body in the query, which S3 ignores', async () => {
    const store = await openStore()
    const s3 = store.client({ requestChecksumCalculation: 'WHEN_SUPPORTED' })
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key }))
    expect(new URL(url).searchParams.get('x-amz-checksum-crc32')).toBe('AAAAAA==')
    expect(await send(url, { method: 'PUT', body: 'hello' })).toMatchObject({ status: 200 })
    s3.destroy()
  })
})
