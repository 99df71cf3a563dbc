import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { s3Backend } from '../../src/backends/s3/backend.ts'
import { createS3Client } from '../../src/backends/s3/client.ts'
import { createUploadHandler } from '../../src/server/index.ts'
import { toNodeListener } from '../../src/server/node/index.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import type { UploaderOptions } from '../../src/uploader/uploader-options.ts'
import { eventually } from '../support/eventually.ts'
import { serve } from '../support/http-server.ts'
import { createNodeTransfer, type Cut } from '../support/node-transfer.ts'
import { openStorage } from './resume/open-storage.ts'
import { openBucket } from '../support/open-bucket.ts'

// A store that stores a body that was cut off, and lists it with the size that was announced.
const mebibyte = 1024 * 1024
const { s3, bucket } = await openBucket({ acceptsTruncatedBodies: true })
const handler = createUploadHandler({
  bucket,
  s3,
  multipartThreshold: 10 * mebibyte,
  // As with stores that do not know `If-None-Match`.
  conditionalWrites: false,
  authorize: () => ({ owner: 'tester' }),
})
const baseUrl = await serve(toNodeListener(handler))

const bytesOf = (size: number) =>
  Buffer.from(Uint8Array.from({ length: size }, (_, index) => (index % 255) + 1))

function openUploader(options: Partial<UploaderOptions>) {
  const backend = s3Backend(createS3Client({ baseUrl, retries: 0 }))
  return createUploader({ backend, storage: null, retry: { minDelayMs: 1, maxDelayMs: 5 }, ...options })
}

async function read(key: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
  return Buffer.from((await Body?.transformToByteArray()) ?? [])
}

async function keys(): Promise<readonly string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }))
  return Contents.map(({ Key = '' }) => Key)
}

/** Cuts off the first request. */
function cutFirst(fault: Cut) {
  let requests = 0
  return createNodeTransfer(() => (requests++ === 0 ? fault : undefined))
}

describe('stored truncated body', () => {
  test('does not count as the file, which is sent again under a new key, and is removed', async () => {
    const bytes = bytesOf(100_000)
    const uploader = openUploader({ transfer: cutFirst({ after: 40_000 }) })
    const [upload] = uploader.add([new File([bytes], 'a.bin')])
    const { id } = await uploader.wait(upload?.id ?? '')
    expect(bytes.equals(await read(id))).toBe(true)
    await eventually(async () => {
      expect(await keys()).toEqual([id])
    })
  })

  test('does not overwrite the file of a resumed upload if it arrives late', async () => {
    const bytes = bytesOf(100_000)
    let arriveLate: () => void = () => undefined
    const until = new Promise<void>((resolve) => (arriveLate = resolve))
    const uploader = openUploader({ transfer: cutFirst({ after: 40_000, until, isSilent: true }) })
    const [{ id } = { id: '' }] = uploader.add([new File([bytes], 'b.bin')])
    await eventually(() => {
      expect(uploader.get(id)?.state).toMatchObject({ status: 'uploading', sentBytes: 40_000 })
    })
    uploader.pause(id)
    uploader.resume(id)
    const file = await uploader.wait(id)
    const before = (await keys()).length
    arriveLate()
    await eventually(async () => {
      expect((await keys()).length).toBe(before + 1)
    })
    expect(bytes.equals(await read(file.id))).toBe(true)
    await eventually(async () => {
      expect((await keys()).length).toBe(before)
    })
  })
})

describe('stored truncated part', () => {
  const partSize = 8 * mebibyte
  const bytes = bytesOf(3 * partSize)
  const file = new File([bytes], 'c.bin', { lastModified: 1 })

  /** Sends the first part and loses the second, then resumes from the records, as after a reload. */
  async function reload(second: Cut) {
    const { records, storage } = openStorage()
    const isPart = (url: string, number: number) => url.includes(`partNumber=${number}`)
    let finishSecond: () => void = () => undefined
    const until = new Promise<void>((resolve) => (finishSecond = resolve))
    const before = openUploader({
      storage,
      concurrency: 1,
      transfer: createNodeTransfer(({ url }) =>
        isPart(url, 2) ? { isSilent: true, until, ...second } : undefined,
      ),
    })
    const [{ id } = { id: '' }] = before.add([file])
    await eventually(() => {
      expect([...records.values()]).toMatchObject([{ doneParts: [1] }])
      expect(before.get(id)?.state).toMatchObject({ status: 'uploading', sentBytes: partSize + second.after })
    })
    before.pause(id)
    finishSecond()
    const [record] = records.values()
    if (!record) throw new Error('There is no record.')
    // The lock of the first page is gone with it; here the record gets an id that is not locked.
    records.clear()
    records.set('earlier', { ...record, id: 'earlier' })
    const backend = s3Backend(createS3Client({ baseUrl, retries: 0 }))
    await eventually(async () => {
      const { target } = await backend.resume(record.token, {})
      expect(target.type === 'multipart' && (await target.listParts({}))).toHaveLength(2)
    })
    const sent: string[] = []
    const after = openUploader({
      storage,
      transfer: createNodeTransfer(({ url }) => {
        sent.push(/partNumber=(\d)/.exec(url)?.[1] ?? '')
        return undefined
      }),
    })
    const [again] = after.add([file])
    const stored = await after.wait(again?.id ?? '')
    return { content: await read(stored.id), sent: sent.toSorted() }
  }

  test('is sent again after a reload, although the store lists it with its full size', async () => {
    const { content, sent } = await reload({ after: mebibyte })
    expect(bytes.equals(content)).toBe(true)
    expect(sent).toEqual(['2', '3'])
  })

  test('is not sent again after a reload if it is complete, by the MD5 in its ETag', async () => {
    const { content, sent } = await reload({ after: partSize })
    expect(bytes.equals(content)).toBe(true)
    expect(sent).toEqual(['3'])
  })
})
