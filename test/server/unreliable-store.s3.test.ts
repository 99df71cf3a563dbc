import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { failure } from '../support/failure.ts'
import { openS3Endpoint, type S3Endpoint } from '../support/s3-endpoint.ts'
import { openUploadServer, type UploadServer } from './open-upload-server.ts'
import { backendOf, partsOf, sendParts, signOne } from './send-part.ts'
import { openUnreliableStore, pass } from './unreliable-store.ts'

const mib = 1024 ** 2
const bytes = new Uint8Array(randomBytes(6 * mib))
const video = { name: 'a.mp4', contentType: 'video/mp4', size: bytes.length, preferredPartSize: 5 * mib }
const isCompletion = ({ method, url }: { method: string; url: string }) =>
  method === 'POST' && url.includes('uploadId=')

let store: S3Endpoint
let unreliable: Awaited<ReturnType<typeof openUnreliableStore>>
let server: UploadServer
const uploaded: string[] = []

beforeAll(async () => {
  store = await openS3Endpoint()
  unreliable = await openUnreliableStore(store)
  server = await openUploadServer({
    s3: unreliable.s3,
    bucket: await store.createBucket(),
    multipartThreshold: 6 * mib,
    maxSize: 1024 ** 4,
    onUploaded: ({ id }) => void uploaded.push(id),
  })
})

afterEach(() => unreliable.stumble(() => undefined))

afterAll(async () => {
  await server.close()
  await unreliable.close()
  await store.close()
})

/** A file whose parts have all been sent. */
async function sent() {
  const signed = await signOne(backendOf(server.url), video)
  const target = partsOf(signed)
  return { id: signed.file.id, target, parts: await sendParts(target, bytes, [1, 2]) }
}

const failed = '<?xml version="1.0" encoding="UTF-8"?>\n\n<Error><Code>InternalError</Code></Error>'

test('unreliable store › retries a complete that fails after status 200', async () => {
  const { id, target, parts } = await sent()
  let failures = 0
  unreliable.stumble((asked, res) => {
    if (!isCompletion(asked) || failures++ > 0) return undefined
    res.writeHead(200, { 'content-type': 'application/xml' }).end(failed)
    return Promise.resolve()
  })
  expect(await target.complete(parts, {})).toMatchObject({ id, size: bytes.length })
  expect(failures).toBe(2)
})

test('unreliable store › reports a complete that keeps failing, and succeeds later', async () => {
  const { id, target, parts } = await sent()
  unreliable.stumble((asked, res) => {
    if (!isCompletion(asked)) return undefined
    res.writeHead(200, { 'content-type': 'application/xml' }).end(failed)
    return Promise.resolve()
  })
  expect(await failure(target.complete(parts, {}))).toMatchObject({ code: 'server-error', status: 502 })
  expect(uploaded).not.toContain(id)
  unreliable.stumble(() => undefined)
  expect(await target.complete(parts, {})).toMatchObject({ id })
})

test('unreliable store › reports a status 200 without an object', async () => {
  const { id, target, parts } = await sent()
  unreliable.stumble((asked, res) => {
    if (!isCompletion(asked)) return undefined
    res.writeHead(200, { 'content-type': 'application/xml' }).end('<CompleteMultipartUploadResult/>')
    return Promise.resolve()
  })
  expect(await failure(target.complete(parts, {}))).toMatchObject({ code: 'server-error', status: 502 })
  expect(uploaded).not.toContain(id)
})

test('unreliable store › repeats a complete whose response was lost', async () => {
  const { id, target, parts } = await sent()
  let lost = false
  unreliable.stumble((asked, res, forward) => {
    if (!isCompletion(asked) || lost) return undefined
    lost = true
    return forward().then((response) => {
      response.resume()
      res.destroy()
    })
  })
  expect(await target.complete(parts, {})).toMatchObject({ id, size: bytes.length })
  expect(uploaded.filter((one) => one === id)).toHaveLength(1)
})

test('unreliable store › deletes an object that does not match its parts', async () => {
  const { id, target, parts } = await sent()
  unreliable.stumble(({ method }, res, forward) => {
    if (method !== 'HEAD') return undefined
    return forward().then((response) => pass(response, res, { etag: `"${'0'.repeat(32)}-2"` }))
  })
  expect(await failure(target.complete(parts, {}))).toMatchObject({ code: 'checksum', status: 409 })
  unreliable.stumble(() => undefined)
  expect((await server.ask('file', { query: { id } })).status).toBe(404)
  expect(uploaded).not.toContain(id)
})

test.each([
  ['an ETag that is no MD5', { etag: '"opaque"' }],
  ['a key of the customer’s', { etag: `"${'0'.repeat(32)}-2"`, 'x-amz-server-side-encryption': 'aws:kms' }],
])('an object under %s is taken by its size', async (_what, headers) => {
  const { id, target, parts } = await sent()
  unreliable.stumble(({ method }, res, forward) =>
    method === 'HEAD' ? forward().then((response) => pass(response, res, headers)) : undefined,
  )
  expect(await target.complete(parts, {})).toMatchObject({ id })
})

test('unreliable store › reads all pages of parts in order', async () => {
  const count = 2500
  const size = (count - 1) * 5 * mib + 1
  const target = partsOf(await signOne(backendOf(server.url), { ...video, size }))
  unreliable.stumble(({ method, url }, res) => {
    if (method !== 'GET' || !url.includes('uploadId=')) return undefined
    const after = Number(new URL(url, 'http://store').searchParams.get('part-number-marker') ?? 0)
    const last = Math.min(after + 1000, count)
    const parts = Array.from({ length: last - after }, (_, index) => after + index + 1).map(
      (number) =>
        `<Part><PartNumber>${number}</PartNumber><ETag>"${number}"</ETag><Size>${number < count ? 5 * mib : 1}</Size></Part>`,
    )
    const page = `<IsTruncated>${last < count}</IsTruncated><NextPartNumberMarker>${last}</NextPartNumberMarker>`
    res
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(`<ListPartsResult>${page}${parts.join('')}</ListPartsResult>`)
    return Promise.resolve()
  })
  const listed = await target.listParts({})
  expect(listed.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  expect(listed.at(-1)).toEqual({ number: count, size: 1, etag: String(count) })
  expect(unreliable.asked).toHaveLength(3)
  unreliable.stumble(() => undefined)
  await target.abort({})
})

test('unreliable store › repeats an abort while parts are in flight, and reports one that never ends', async () => {
  const { target } = await sent()
  const listing =
    '<ListPartsResult><IsTruncated>false</IsTruncated><Part><PartNumber>1</PartNumber><Size>1</Size></Part></ListPartsResult>'
  let listed = 0
  let landing = 2
  unreliable.stumble(({ method, url }, res) => {
    if (method !== 'GET' || !url.includes('uploadId=') || listed++ >= landing) return undefined
    res.writeHead(200, { 'content-type': 'application/xml' }).end(listing)
    return Promise.resolve()
  })
  await target.abort({})
  expect(unreliable.asked.filter((line) => line.startsWith('DELETE'))).toHaveLength(3)
  landing = Infinity
  expect(await failure(target.abort({}))).toMatchObject({ code: 'server-error', status: 503 })
})
