import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetBucketCorsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { startStore } from '../../../sandbox/store/start-store.ts'
import { Bucket, keys, openStore } from './open-store.ts'

const Key = 'a/ü.txt'

describe('restarted store', () => {
  it('keeps its objects, parts, uploads and rules', async () => {
    const before = await openStore()
    const CORSRules = [{ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }]
    await before.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }))
    await before.s3.send(
      new PutObjectCommand({ Bucket, Key, Body: 'hello', Metadata: { a: '1' }, ChecksumAlgorithm: 'SHA256' }),
    )
    const created = await before.s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key: 'm', ContentType: 'a/b' }),
    )
    const UploadId = created.UploadId
    const { ETag } = await before.s3.send(
      new UploadPartCommand({ Bucket, Key: 'm', UploadId, PartNumber: 2, Body: 'part' }),
    )
    const head = await before.s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }))
    await before.close()

    const after = await openStore({ directory: before.directory })
    expect((await after.s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules)
    const { $metadata: _, ...same } = head
    expect(
      await after.s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' })),
    ).toMatchObject(same)
    const got = await after.s3.send(new GetObjectCommand({ Bucket, Key }))
    expect(await got.Body?.transformToString()).toBe('hello')
    expect((await after.s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toMatchObject([
      { Key: 'm', UploadId },
    ])
    const parts = await after.s3.send(new ListPartsCommand({ Bucket, Key: 'm', UploadId }))
    expect(parts.Parts).toMatchObject([{ PartNumber: 2, Size: 4, ETag }])
    const MultipartUpload = { Parts: [{ PartNumber: 2, ETag }] }
    await after.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'm', UploadId, MultipartUpload }))
    expect((await after.s3.send(new HeadObjectCommand({ Bucket, Key: 'm' }))).ContentType).toBe('a/b')
  })

  it('knows a completed upload', async () => {
    const before = await openStore()
    const { UploadId } = await before.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    const { ETag } = await before.s3.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'part' }),
    )
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
    const complete = new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload })
    const completed = await before.s3.send(complete)
    await before.close()
    const after = await openStore({ directory: before.directory })
    expect((await after.s3.send(complete)).ETag).toBe(completed.ETag)
  })

  it('removes what a crash has left', async () => {
    const before = await openStore()
    await before.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello' }))
    const { UploadId = '' } = await before.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    await before.s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'part' }))
    await before.close()
    const folder = join(before.directory, 'buckets', Bucket)
    const known = before.blobs()
    writeFileSync(join(folder, 'blobs', 'half-received'), 'x')
    writeFileSync(join(folder, 'objects', 'half-written.json.1.tmp'), '{')
    writeFileSync(join(folder, 'uploads', UploadId, 'parts', 'half-written.json.1.tmp'), '{')
    mkdirSync(join(folder, 'uploads', 'half-created', 'parts'), { recursive: true })

    const after = await openStore({ directory: before.directory })
    expect(after.blobs()).toEqual(known)
    expect(readdirSync(join(folder, 'objects')).filter((name) => name.endsWith('.tmp'))).toEqual([])
    expect(readdirSync(join(folder, 'uploads'))).toEqual([UploadId])
    expect(readdirSync(join(folder, 'uploads', UploadId, 'parts'))).toEqual(['1.json'])
    const got = await after.s3.send(new GetObjectCommand({ Bucket, Key }))
    expect(await got.Body?.transformToString()).toBe('hello')
  })

  it('keeps an object whose upload was not yet removed', async () => {
    const before = await openStore()
    const { UploadId = '' } = await before.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    const { ETag } = await before.s3.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'part' }),
    )
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
    await before.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }))
    await before.close()
    const left = join(before.directory, 'buckets', Bucket, 'uploads', UploadId)
    mkdirSync(join(left, 'parts'), { recursive: true })
    writeFileSync(
      join(left, 'upload.json'),
      JSON.stringify({ id: UploadId, key: Key, startedAt: 0, headers: {} }),
    )

    const after = await openStore({ directory: before.directory })
    expect((await after.s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []).toEqual([])
    expect(existsSync(left)).toBe(false)
    const got = await after.s3.send(new GetObjectCommand({ Bucket, Key }))
    expect(await got.Body?.transformToString()).toBe('part')
  })

  it('rejects records of another program, and releases the port', async () => {
    const before = await openStore()
    await before.close()
    const record = join(before.directory, 'buckets', Bucket, 'objects', 'foreign.json')
    writeFileSync(record, '{"key":1}')
    const broken = startStore({ directory: before.directory, port: before.port, ...keys })
    await expect(broken).rejects.toThrow(record)
    const other = await openStore({ port: before.port })
    expect(other.port).toBe(before.port)
  })
})
