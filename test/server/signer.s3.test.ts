import { S3Client } from '@aws-sdk/client-s3'
import { expect, test, vi } from 'vitest'
import { WireFrames, WireSignedParts } from '../../src/backends/s3/wire-files.ts'
import { WireFile } from '../../src/backends/s3/wire.ts'
import { createFrameWriter } from '../../src/server/index.ts'
import { openBucket } from '../support/open-bucket.ts'
import { openUploadServer, send } from './open-upload-server.ts'
import { backendOf, partsOf, signOne } from './send-part.ts'

const mib = 1024 ** 2

const store = await openBucket()
const { bucket } = store

const createClient = (expiration?: Date) =>
  new S3Client({
    endpoint: store.endpoint,
    region: store.region,
    credentials: { ...store.credentials, ...(expiration && { expiration }) },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })

const greeting = { name: 'a.txt', contentType: 'text/plain', size: 5 }

test('expiry › is that of the signer’s credentials if they end sooner than the URL', async () => {
  const expiration = new Date(Math.ceil(Date.now() / 1000) * 1000 + 360_000)
  const options = {
    s3: createClient(expiration),
    bucket,
    isProcessed: () => true,
    multipartThreshold: 6 * mib,
  }
  const server = await openUploadServer(options)
  const posting = await openUploadServer({ ...options, uploadMethod: 'post' })

  const { file, target } = await server.signOne(greeting)
  expect(target).toMatchObject({ type: 'put', expiresAt: expiration })
  expect(await posting.signOne(greeting)).toMatchObject({ target: { type: 'post', expiresAt: expiration } })

  expect((await send(target, 'hello')).ok).toBe(true)
  expect(await server.read(WireFile, 'file', { query: { id: file.id } })).toMatchObject({
    urlExpiresAt: expiration,
  })
  const writer = createFrameWriter({ s3: store.s3, bucket })
  await writer.begin(file.id, { frameCount: 1 })
  expect(await server.read(WireFrames, 'frames', { query: { id: file.id } })).toMatchObject({
    urlExpiresAt: expiration,
  })

  const { resumeToken } = partsOf(await signOne(backendOf(server.url), { ...greeting, size: 6 * mib }))
  const body = { resumeToken, numbers: [1] }
  const { parts } = await server.read(WireSignedParts, 'sign-parts', { method: 'POST', body })
  expect(parts).toMatchObject([{ expiresAt: expiration }])
})

test('expiry › is that of the URL if the credentials last longer', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 1000) * 1000 })
  const now = Date.now()
  const server = await openUploadServer({ s3: createClient(new Date(now + 3_600_000)), bucket })
  const { target } = await server.signOne(greeting)
  vi.useRealTimers()
  expect(target).toMatchObject({ expiresAt: new Date(now + 900_000) })
})

/** A client whose middleware adds a header to each PutObject, as applications do for encryption or storage classes. */
function withHeader(name: string, value: string) {
  const s3 = createClient()
  s3.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const { request } = args as unknown as { request: { headers: Record<string, string> } }
        if (commandName === 'PutObjectCommand') request.headers[name] = value
        return next(args)
      },
    { step: 'build' },
  )
  return s3
}

test('signed headers › include those that the client’s middleware adds', async () => {
  const server = await openUploadServer({ s3: withHeader('x-amz-storage-class', 'STANDARD'), bucket })
  const { target } = await server.signOne(greeting)
  expect(target).toMatchObject({ headers: { 'x-amz-storage-class': 'STANDARD' } })
  expect((await send(target, 'hello')).status).toBe(200)
})

test('signed headers › never include a customer’s encryption key', async () => {
  const header = 'x-amz-server-side-encryption-customer-key'
  const server = await openUploadServer({ s3: withHeader(header, 'secret-detail'), bucket })
  const response = await server.ask('sign', { method: 'POST', body: { files: [greeting] } })
  expect(response.status).toBe(502)
  expect(await response.text()).not.toContain('secret-detail')
  expect(server.errors).toMatchObject([{ cause: { message: expect.stringContaining(header) as string } }])
})
