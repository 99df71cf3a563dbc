import { describe, expect, expectTypeOf, test } from 'vitest'
import { createS3Client, s3Backend, type Backend } from 'react-presigned'
import type { WireFile } from '../../src/backends/s3/wire.ts'
import { failure } from '../support/failure.ts'
import { respond, serve } from '../support/http-server.ts'

const file = { id: 'photos/a.jpg', name: 'a.jpg', status: 'completed' }
const target = { type: 'put', url: 'https://store.test/a', headers: { 'content-type': 'image/jpeg' } }
const intent = { uploadId: '1', name: 'a.jpg', size: 1, contentType: 'image/jpeg' }

async function openClient(body: unknown, status = 200) {
  const url = await serve((_, res) => respond(res, status, body))
  return createS3Client({ baseUrl: url, retries: 0 })
}
type Client = Awaited<ReturnType<typeof openClient>>

describe('s3 wire', () => {
  test.each<[string, (client: Client) => Promise<unknown>, unknown]>([
    ['the response itself: expected object', (c) => c.get('a'), null],
    ['the response itself: expected object', (c) => c.get('a'), [file]],
    ['id: expected string', (c) => c.get('a'), { ...file, id: 7 }],
    ['status: expected pending or processing', (c) => c.get('a'), { ...file, status: 'done' }],
    ['size: expected whole number', (c) => c.get('a'), { ...file, size: -1 }],
    ['kind: expected image or video', (c) => c.get('a'), { ...file, kind: 'music' }],
    ['urlExpiresAt: expected ISO 8601 date', (c) => c.get('a'), { ...file, urlExpiresAt: 'tomorrow' }],
    ['metadata.album: expected string', (c) => c.get('a'), { ...file, metadata: { album: 1 } }],
    ['video.fps: expected number', (c) => c.get('a'), { ...file, video: { fps: '24' } }],
    ['uploads: expected array', (c) => c.sign([intent]), {}],
    ['uploads[0].file: expected object', (c) => c.sign([intent]), { uploads: [{ target }] }],
    [
      'uploads[1].target.type: expected put or post',
      (c) => c.sign([intent]),
      {
        uploads: [
          { file, target },
          { file, target: { ...target, type: 'ftp' } },
        ],
      },
    ],
    [
      'uploads[0].target.headers.x: expected string',
      (c) => c.sign([intent]),
      { uploads: [{ file, target: { ...target, headers: { x: 1 } } }] },
    ],
    [
      'uploads[0].error.message: expected string',
      (c) => c.sign([intent]),
      { uploads: [{ error: { code: 'too-large' } }] },
    ],
    ['files[0].name: expected string', (c) => c.confirm(['a']), { files: [{ id: 'a' }] }],
    ['files[0].id: expected string', (c) => c.list(), { files: [{}] }],
    ['complete: expected boolean', (c) => c.frames('a'), { fileId: 'a', frameCount: 0, frames: [] }],
    ['parts[0].number: expected whole number', (c) => c.parts.list('t'), { parts: [{}] }],
  ])('names the mismatch: %s', async (mismatch, call, body) => {
    const error = await failure(call(await openClient(body)))
    expect(error).toMatchObject({ code: 'invalid-response', status: 200 })
    expect(error.message).toContain(mismatch)
  })

  test('parses dates, drops unknown properties and leaves absent ones out', async () => {
    const client = await openClient({ ...file, createdAt: '2026-01-31T12:00:00.000Z', future: true })
    expect(await client.get('a')).toStrictEqual({ ...file, createdAt: new Date('2026-01-31T12:00:00Z') })
  })

  test('keeps the error of one file apart from the others', async () => {
    const error = { code: 'too-large', message: 'Too large.', status: 413 }
    const client = await openClient({ uploads: [{ error }, { file, target }] })
    expect(await s3Backend(client).sign([intent, intent], {})).toMatchObject([
      error,
      { file: { id: file.id }, target },
    ])
  })

  test('reads the code and the message of an error response', async () => {
    const client = await openClient({ error: { code: 'too-large', message: 'At most 5 MB.' } }, 413)
    expect(await failure(client.get('a'))).toMatchObject({ code: 'too-large', message: 'At most 5 MB.' })
  })

  test('falls back to the status if the error response is of another server', async () => {
    const client = await openClient({ error: 'nope' }, 403)
    expect(await failure(client.get('a'))).toMatchObject({ code: 'forbidden', status: 403 })
  })

  test('has required and optional properties', () => {
    expectTypeOf<WireFile['id']>().toEqualTypeOf<string>()
    expectTypeOf<WireFile>().toExtend<{ url?: string | undefined; createdAt?: Date | undefined }>()
    expectTypeOf(s3Backend).returns.toExtend<Backend>()
  })
})
