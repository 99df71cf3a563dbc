import { randomBytes } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { failure } from '../support/failure.ts'
import { openBucket } from '../support/open-bucket.ts'
import { openUploadServer } from './open-upload-server.ts'
import { backendOf, partsOf, sendParts, signOne } from './send-part.ts'
import { openUnreliableStore, pass, type Fault } from './unreliable-store.ts'

const mib = 1024 ** 2
const bytes = new Uint8Array(randomBytes(6 * mib))
const video = { name: 'a.mp4', contentType: 'video/mp4', size: bytes.length, preferredPartSize: 5 * mib }
const isCompletion = ({ method, url }: { method: string; url: string }) =>
  method === 'POST' && url.includes('uploadId=')

const isListing = ({ method, url }: { method: string; url: string }) =>
  method === 'GET' && url.includes('uploadId=')

const store = await openBucket()
const unreliable = await openUnreliableStore(store)
const uploaded: string[] = []
const server = await openUploadServer({
  s3: unreliable.s3,
  bucket: store.bucket,
  multipartThreshold: 6 * mib,
  maxSize: 1024 ** 4,
  onUploaded: ({ id }) => void uploaded.push(id),
})

afterEach(() => unreliable.stumble(() => undefined))

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
  unreliable.stumble((asked, res) => {
    // The upload exists as long as it has parts.
    if (asked.method === 'DELETE') res.writeHead(204).end()
    else if (isListing(asked))
      res
        .writeHead(200, { 'content-type': 'application/xml' })
        .end(listed++ < landing ? listing : '<ListPartsResult></ListPartsResult>')
    else return undefined
    return Promise.resolve()
  })
  await target.abort({})
  expect(unreliable.asked.filter((line) => line.startsWith('DELETE'))).toHaveLength(3)
  landing = Infinity
  expect(await failure(target.abort({}))).toMatchObject({ code: 'server-error', status: 503 })
})

/** Changes the XML of the store's lists of parts. */
const changeListings =
  (change: (xml: string) => string): Fault =>
  (asked, res, forward) =>
    isListing(asked)
      ? forward().then(async (response) => {
          const xml = (await response.setEncoding('utf8').toArray()).join('')
          res.writeHead(response.statusCode ?? 500, { 'content-type': 'application/xml' }).end(change(xml))
        })
      : undefined

const old = (number: number, modified: string) =>
  `<Part><PartNumber>${number}</PartNumber><ETag>"old"</ETag><Size>1</Size>${modified}</Part>`
const past = '<LastModified>2001-01-01T00:00:00.000Z</LastModified>'

test.each([
  ['the newest first', (parts: string) => parts + old(1, '') + old(2, '')],
  ['the oldest first, with times', (parts: string) => old(1, past) + old(2, past) + parts],
])('unreliable store › completes an upload whose parts are listed twice, %s', async (_, repeat) => {
  const { id, target, parts } = await sent()
  unreliable.stumble(changeListings((xml) => xml.replace(/<Part>.*<\/Part>/s, repeat)))
  const sizes = (await target.listParts({})).map(({ number, size }) => [number, size])
  expect(sizes).toEqual([
    [1, 5 * mib],
    [2, mib],
  ])
  expect(await target.complete(parts, {})).toMatchObject({ id, size: bytes.length })
})

test('unreliable store › reports a part beyond the last one', async () => {
  const { target, parts } = await sent()
  unreliable.stumble(
    changeListings((xml) => xml.replace('</ListPartsResult>', `${old(3, '')}</ListPartsResult>`)),
  )
  const error = await failure(target.complete(parts, {}))
  expect(error).toMatchObject({ code: 'invalid-response', status: 409 })
  expect(error.message).toContain('part 3')
})

/** Lists an upload that ended as one without parts, as s3proxy does. */
const listEnded: Fault = (asked, res, forward) =>
  isListing(asked)
    ? forward().then((response) => {
        if (response.statusCode !== 404) return pass(response, res)
        response.resume()
        res.writeHead(200, { 'content-type': 'application/xml' }).end('<ListPartsResult></ListPartsResult>')
        return undefined
      })
    : undefined

test('unreliable store › ends an abort if a second one finds no upload, whatever is listed', async () => {
  const { target } = await sent()
  unreliable.stumble((asked, res) => {
    if (!isListing(asked)) return undefined
    res
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(`<ListPartsResult>${old(1, '')}</ListPartsResult>`)
    return Promise.resolve()
  })
  await target.abort({})
  expect(unreliable.asked.filter((line) => line.startsWith('DELETE'))).toHaveLength(2)
})

test('unreliable store › ends an abort in one call if the store lists the upload without parts', async () => {
  const { target } = await sent()
  unreliable.stumble(listEnded)
  await target.abort({})
  expect(unreliable.asked.filter((line) => line.startsWith('DELETE'))).toHaveLength(1)
  await target.abort({})
})

test('unreliable store › finds a completed upload that the store lists without parts', async () => {
  const { id, target, parts } = await sent()
  await target.complete(parts, {})
  unreliable.stumble(listEnded)
  expect((await target.listParts({})).map(({ number }) => number)).toEqual([1, 2])
  expect(await backendOf(server.url).resume(target.resumeToken, {})).toMatchObject({ file: { id } })
  expect(await target.complete(parts, {})).toMatchObject({ id, size: bytes.length })
})

test('unreliable store › accepts ETags to which a proxy has appended an encoding', async () => {
  const { id, target, parts } = await sent()
  const encoded = parts.map((part) => ({ ...part, etag: part.etag.replace(/"$/, '-gzip"') }))
  expect(await target.complete(encoded, {})).toMatchObject({ id })
  expect(await target.complete(encoded, {})).toMatchObject({ id })
})

test.each(['sha-256', 'crc32'] as const)(
  'unreliable store › assembles parts with %s that the store does not list',
  async (checksum) => {
    const options = {
      s3: unreliable.s3,
      bucket: await store.createBucket(),
      multipartThreshold: 6 * mib,
      checksum,
    }
    const checking = await openUploadServer(options)
    const withoutChecksums = changeListings((xml) =>
      xml.replace(/<Checksum(SHA256|CRC32)>[^<]*<\/Checksum\1>/g, ''),
    )
    unreliable.stumble(withoutChecksums)
    const signed = await signOne(backendOf(checking.url, 'alice', { checksum }), video)
    const target = partsOf(signed)
    const first = await sendParts(target, bytes, [1])
    expect(await target.listParts({})).toHaveLength(1)

    // A reload: the digest of the first part is unknown, so it is sent again.
    const resumed = partsOf(
      await backendOf(checking.url, 'alice', { checksum }).resume(target.resumeToken, {}),
    )
    expect(await resumed.listParts({})).toEqual([])
    expect(await failure(resumed.complete(first, {}))).toMatchObject({ status: 409 })
    const parts = await sendParts(resumed, bytes, [1, 2])
    expect(await resumed.complete(parts, {})).toMatchObject({ id: signed.file.id, size: bytes.length })
    expect(await resumed.listParts({})).toHaveLength(2)
  },
)
