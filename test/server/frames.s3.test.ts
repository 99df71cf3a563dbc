import { PutObjectCommand } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { WireFrames } from '../../src/backends/s3/wire-files.ts'
import { createFrameWriter, type StoredFile } from '../../src/server/index.ts'
import { mapConcurrent } from '../../src/lib/map-concurrent.ts'
import { openBucket } from '../support/open-bucket.ts'
import { backendOf } from './send-part.ts'
import { openUploadServer } from './open-upload-server.ts'

const { s3, bucket } = await openBucket()
const isProcessed = (file: StoredFile) => file.contentType.startsWith('video/')
const server = await openUploadServer({ s3, bucket, isProcessed })
const writer = createFrameWriter({ s3, bucket })

const uploadVideo = () => server.upload({ name: 'a.mp4', contentType: 'video/mp4', bytes: 'moving' })
const framesOf = (id: string) => server.read(WireFrames, 'frames', { query: { id } })
const jpeg = (byte: number) => new Uint8Array([255, 216, byte])

test('frames › appear while the worker writes them', async () => {
  const id = await uploadVideo()
  expect(await framesOf(id)).toMatchObject({ fileId: id, frameCount: 0, frames: [], complete: false })

  await writer.begin(id, { frameCount: 2 })
  await writer.putFrame(id, 0, 0, jpeg(7))
  expect(await framesOf(id)).toMatchObject({ frameCount: 2, frames: [{ index: 0 }], complete: false })

  await writer.putFrame(id, 1, 2.4999, jpeg(8))
  await writer.complete(id, { frameCount: 2 })
  const { frames, complete, urlExpiresAt } = await framesOf(id)
  expect(complete).toBe(true)
  expect(frames).toMatchObject([
    { index: 0, atSeconds: 0 },
    { index: 1, atSeconds: 2.5 },
  ])
  expect(urlExpiresAt?.getTime()).toBeGreaterThan(Date.now() + 1_780_000)
})

test('frames › have URLs of their images', async () => {
  const id = await uploadVideo()
  await writer.begin(id, { frameCount: 3 })
  for (const index of [0, 1, 2]) await writer.putFrame(id, index, index, jpeg(index))
  const { frames } = await framesOf(id)
  const images = await Promise.all(
    frames.map(async ({ url }) => {
      const response = await fetch(url)
      expect(response.headers.get('content-type')).toBe('image/jpeg')
      return new Uint8Array(await response.arrayBuffer())
    }),
  )
  expect(images).toEqual([jpeg(0), jpeg(1), jpeg(2)])
})

test('frame writer › begin removes the frames of an earlier run', async () => {
  const id = await uploadVideo()
  await writer.begin(id, { frameCount: 2 })
  for (const index of [0, 1]) await writer.putFrame(id, index, index, jpeg(index))
  await writer.begin(id, { frameCount: 1 })
  await writer.putFrame(id, 0, 0.5, jpeg(9))
  await writer.complete(id, { frameCount: 1 })
  expect((await framesOf(id)).frames).toMatchObject([{ index: 0, atSeconds: 0.5 }])
})

test('frames › respond with 409 unsupported for a file that is not a video', async () => {
  const id = await server.upload({ name: 'a.txt', contentType: 'text/plain', bytes: 'text' })
  const response = await server.ask('frames', { query: { id } })
  expect(response.status).toBe(409)
  expect(await response.json()).toMatchObject({ error: { code: 'unsupported' } })
})

test('frames › respond with 409 processing-failed and the worker’s message', async () => {
  const id = await uploadVideo()
  await writer.begin(id, { frameCount: 2 })
  await writer.fail(id, 'The video has no frames.')
  const response = await server.ask('frames', { query: { id } })
  expect(response.status).toBe(409)
  expect(await response.json()).toEqual({
    error: { code: 'processing-failed', message: 'The video has no frames.' },
  })
})

test('frames › are listed in several pages and deleted with the file', async () => {
  const id = await uploadVideo()
  const count = 1200
  await writer.begin(id, { frameCount: count })
  await mapConcurrent(32, [...Array(count).keys()], (index) =>
    writer.putFrame(id, index, index / 10, jpeg(1)),
  )
  await writer.complete(id, { frameCount: count })
  const indexes = [...Array(count).keys()]
  const page = await framesOf(id)
  expect(page).toMatchObject({ frameCount: count, complete: true, nextCursor: '000999' })
  expect(page.frames.map((frame) => frame.index)).toEqual(indexes.slice(0, 1000))
  const rest = await server.read(WireFrames, 'frames', { query: { id, cursor: page.nextCursor ?? '' } })
  expect(rest.frames.map((frame) => frame.index)).toEqual(indexes.slice(1000))
  expect(rest).not.toHaveProperty('nextCursor')
  const { frames, ...all } = await backendOf(server.url).frames(id, {})
  expect(frames.map((frame) => frame.index)).toEqual(indexes)
  expect(all).toMatchObject({ fileId: id, frameCount: count, complete: true })
  expect((await fetch(frames.at(-1)?.url ?? '')).status).toBe(200)
  expect((await server.ask('file', { method: 'DELETE', query: { id } })).status).toBe(204)
  expect((await fetch(frames[0]?.url ?? '')).status).toBe(404)
})

test('frames › respond with 500 if the manifest is invalid', async () => {
  const id = await uploadVideo()
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `frames/${id}/manifest.json`, Body: '{' }))
  expect((await server.ask('status', { query: { id } })).status).toBe(500)
})

test.each(['1', '00100', '0000001', '-00001', '../../x'])('frames › reject the cursor %j', async (cursor) => {
  expect((await server.ask('frames', { query: { id: await uploadVideo(), cursor } })).status).toBe(400)
})

test('frame writer › rejects ids that are not files, and removes nothing', async () => {
  const id = await uploadVideo()
  await writer.begin(id, { frameCount: 1 })
  await writer.putFrame(id, 0, 0, jpeg(0))
  const [root = '', owner = '', name = ''] = id.split('/')
  const others = ['', root, `${root}/`, `${root}/${owner}`, `${root}/${owner}/`, id.slice(0, -5), `${id}/`]
  others.push(`../${id}`, `/${id}`, `${root}//${name}`, `frames/${id}`, name, `${root}/${owner}/../x/${name}`)
  for (const other of others) {
    await expect(writer.begin(other, { frameCount: 1 })).rejects.toThrow(TypeError)
    await expect(writer.putFrame(other, 0, 0, jpeg(0))).rejects.toThrow(TypeError)
    await expect(writer.complete(other, { frameCount: 1 })).rejects.toThrow(TypeError)
    await expect(writer.fail(other, 'failed')).rejects.toThrow(TypeError)
  }
  expect((await framesOf(id)).frames).toHaveLength(1)
})

test.each([-1, 0.5, 1_000_000])('frame writer › rejects the index %s', async (index) => {
  await expect(writer.putFrame('id', index, 0, jpeg(1))).rejects.toThrow(RangeError)
})
