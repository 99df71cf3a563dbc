import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { Bucket, openStore } from './open-store.ts'
import { send } from './send.ts'
import { signRequest } from './sign-request.ts'

describe('bucket operations', () => {
  it('are created, listed by name and deleted when empty', async () => {
    const { s3 } = await openStore()
    await s3.send(new CreateBucketCommand({ Bucket: 'another' }))
    const { Buckets } = await s3.send(new ListBucketsCommand())
    expect(Buckets?.map((bucket) => bucket.Name)).toEqual(['another', Bucket])
    expect(Buckets?.[0]?.CreationDate).toBeInstanceOf(Date)

    await s3.send(new PutObjectCommand({ Bucket: 'another', Key: 'a', Body: 'x' }))
    const deletion = new DeleteBucketCommand({ Bucket: 'another' })
    await expect(s3.send(deletion)).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      $metadata: { httpStatusCode: 409 },
    })
    await s3.send(new DeleteObjectCommand({ Bucket: 'another', Key: 'a' }))
    await s3.send(deletion)
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'another' }))).rejects.toMatchObject({
      name: 'NotFound',
    })
    await s3.send(new CreateBucketCommand({ Bucket: 'another' }))
  })

  it('respond to HEAD with the region', async () => {
    const { s3 } = await openStore()
    expect((await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('us-east-1')
  })

  it('create a bucket twice in us-east-1 only', async () => {
    const { s3 } = await openStore()
    await s3.send(new CreateBucketCommand({ Bucket }))
    const elsewhere = await openStore({ region: 'eu-west-1' })
    const again = elsewhere.s3.send(new CreateBucketCommand({ Bucket }))
    await expect(again).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' })
  })

  it('reject invalid names', async () => {
    const store = await openStore()
    for (const name of ['ab', 'Upper', 'a..b', '-ab', '192.168.0.1', 'a_b', 'a'.repeat(64)]) {
      const url = `${store.url}/${name}`
      const reply = await send(url, signRequest(url, { method: 'PUT' }))
      expect(reply, name).toMatchObject({ status: 400, code: 'InvalidBucketName' })
    }
  })

  it('accept a single region', async () => {
    const { s3 } = await openStore()
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const
    const away = s3.send(new CreateBucketCommand({ Bucket: 'away', CreateBucketConfiguration }))
    await expect(away).rejects.toMatchObject({ name: 'InvalidLocationConstraint' })
  })

  it('respond with 404 for a missing bucket', async () => {
    const { s3 } = await openStore()
    const missing = s3.send(new PutObjectCommand({ Bucket: 'missing', Key: 'a', Body: 'x' }))
    await expect(missing).rejects.toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } })
  })

  it('reject unsupported operations and methods', async () => {
    const store = await openStore()
    const status = async (method: string, path: string) => {
      const url = `${store.url}${path}`
      const { status, code } = await send(url, signRequest(url, { method }))
      return [status, code]
    }
    expect(await status('GET', `/${Bucket}?versioning=`)).toEqual([501, 'NotImplemented'])
    expect(await status('PUT', `/${Bucket}/a?tagging=`)).toEqual([501, 'NotImplemented'])
    expect(await status('PUT', `/${Bucket}/a?partNumber=1`)).toEqual([501, 'NotImplemented'])
    expect(await status('GET', `/${Bucket}/a?versionId=1`)).toEqual([501, 'NotImplemented'])
    expect(await status('PATCH', `/${Bucket}/a`)).toEqual([405, 'MethodNotAllowed'])
    expect(await status('POST', `/${Bucket}/a`)).toEqual([405, 'MethodNotAllowed'])
    expect(await status('DELETE', '/')).toEqual([405, 'MethodNotAllowed'])
  })
})
