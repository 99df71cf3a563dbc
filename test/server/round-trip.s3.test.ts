import { expect, test } from 'vitest'
import { s3Backend } from '../../src/backends/s3/backend.ts'
import { createS3Client } from '../../src/backends/s3/client.ts'
import { createFrameWriter } from '../../src/server/index.ts'
import { openBucket } from '../support/open-bucket.ts'
import { openUploadServer, send } from './open-upload-server.ts'

const { s3, bucket } = await openBucket()
const server = await openUploadServer({ s3, bucket, isProcessed: (file) => file.name.endsWith('.mp4') })

test('upload handler › serves s3Backend from signing to deletion', async () => {
  const client = createS3Client({ baseUrl: server.url, headers: { 'x-owner': 'alice' } })
  const backend = s3Backend(client)
  const intent = { uploadId: '1', name: 'فيلم.mp4', size: 6, contentType: 'video/mp4', metadata: { a: 'b' } }

  const [signed] = await backend.sign([intent], {})
  if (signed === undefined || signed instanceof Error) throw new Error('Not signed', { cause: signed })
  expect(signed.file).toMatchObject({ name: intent.name, status: 'pending' })
  if (signed.target.type !== 'put') throw new Error('No PUT')
  const response = await send(signed.target, 'moving')

  const { id } = signed.file
  const confirmed = await backend.confirm(
    signed,
    { status: response.status, headers: response.headers, body: '' },
    {},
  )
  expect(confirmed).toMatchObject({ id, name: intent.name, kind: 'video', status: 'pending', size: 6 })

  const writer = createFrameWriter({ s3: s3, bucket })
  await writer.begin(id, { frameCount: 1 })
  expect(await backend.status(id, {})).toMatchObject({ fileId: id, status: 'processing' })
  await writer.putFrame(id, 0, 0, new Uint8Array([255, 216]))
  await writer.complete(id, { frameCount: 1 })
  expect(await backend.frames(id, {})).toMatchObject({ complete: true, frames: [{ index: 0, atSeconds: 0 }] })

  expect(await backend.list({}, {})).toMatchObject({
    files: [{ id, status: 'completed' }],
    nextCursor: undefined,
  })
  await backend.remove(id, {})
  await expect(backend.get(id, {})).rejects.toMatchObject({ code: 'not-found', status: 404 })
})
