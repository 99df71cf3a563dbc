import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { failure } from '../support/failure.ts'
import { openBucket } from '../support/open-bucket.ts'
import { requireStore } from '../support/store-capabilities.ts'
import { openUploadServer, send } from './open-upload-server.ts'
import { backendOf, digest, partsOf, sendPart, sendParts, signOne } from './send-part.ts'

const mib = 1024 ** 2
const file = { name: 'a.bin', contentType: 'application/octet-stream', size: 5 }
const right = new TextEncoder().encode('right')

const { s3, bucket } = await openBucket()

const variants = [
  ['md5', false],
  ['sha-256', false],
  ['sha-256', true],
  ['crc32', false],
] as const

describe.each(variants)('upload handler › %s, signPayloadHash %s', async (checksum, signPayloadHash) => {
  const options = { s3, bucket, checksum, signPayloadHash, multipartThreshold: 6 * mib }
  const server = await openUploadServer(options)
  const backend = backendOf(server.url, 'alice', { checksum: checksum })

  beforeEach((context) => {
    if (checksum !== 'md5' && !signPayloadHash) requireStore(context, 'checksum-headers')
  })

  test('makes the store accept the hashed bytes and reject others of the same length', async () => {
    expect(backend.checksum).toBe(checksum)
    const { target } = await signOne(backend, { ...file, checksum: digest(checksum, right) })
    if (target.type !== 'put') throw new Error('No PUT')
    const refused = await send(target, 'wrong')
    expect([400, 403]).toContain(refused.status)
    expect((await send(target, 'right')).status).toBe(200)
  })

  test('signs the payload’s hash only if requested', async () => {
    const { target } = await signOne(backend, { ...file, checksum: digest(checksum, right) })
    if (target.type !== 'put') throw new Error('No PUT')
    expect(Object.hasOwn(target.headers, 'x-amz-content-sha256')).toBe(signPayloadHash)
  })

  test('rejects another digest of a part in complete', async () => {
    const target = partsOf(await signOne(backend, { ...file, size: 6 * mib }))
    await sendParts(target, new Uint8Array(6 * mib), [1])
    for (const hash of ['ab', digest(checksum, right)]) {
      const body = { resumeToken: target.resumeToken, parts: [{ number: 1, checksum: hash }] }
      const response = await server.ask('complete-multipart', { method: 'POST', body })
      // With a signed payload hash, the store has compared the part itself, and lists no checksum.
      const isCompared = checksum !== 'md5' && !signPayloadHash
      expect(response.status).toBe(hash === 'ab' ? 400 : isCompared ? 409 : 200)
    }
  })

  test('makes the store reject other bytes of a part', async () => {
    const bytes = new Uint8Array(randomBytes(6 * mib))
    const target = partsOf(
      await signOne(backend, { ...file, size: bytes.length, preferredPartSize: 5 * mib }),
    )
    expect(target).toMatchObject({ partSize: 5 * mib, checksum })
    const last = bytes.slice(5 * mib)
    const [part] = await target.signParts([2], {}, new Map([[2, digest(checksum, last)]]))
    if (!part) throw new Error('Not signed')
    const other = last.slice()
    other[7] = (last[7] ?? 0) ^ 1
    await expect(sendPart(part, other)).rejects.toThrow(/^40[03]/)
    expect(await target.listParts({})).toEqual([])
    const parts = await sendParts(target, bytes, [1, 2])
    expect(await target.complete(parts, {})).toMatchObject({ size: bytes.length, status: 'completed' })
  })

  test('rejects a part without its digest', async () => {
    const target = partsOf(await signOne(backend, { ...file, size: 6 * mib }))
    for (const hash of [undefined, 'ab', digest(checksum, right).toUpperCase().replaceAll(/\d/g, 'A')]) {
      const hashes = hash === undefined ? undefined : new Map([[1, hash]])
      const error = await failure(target.signParts([1], {}, hashes))
      expect(error).toMatchObject({ code: 'bad-request', status: 400 })
      expect(error.message).toContain('hashes')
    }
    await target.abort({})
  })

  test('uses multipart for files without a digest, except empty ones', async () => {
    const target = partsOf(await signOne(backend, file))
    const parts = await sendParts(target, right, [1])
    expect(await target.complete(parts, {})).toMatchObject({ size: 5 })
    const { target: empty } = await signOne(backend, { ...file, size: 0 })
    expect((await send(empty as Extract<typeof empty, { type: 'put' }>, '')).status).toBe(200)
  })

  test('rejects an invalid digest of one file', async () => {
    const [refused, taken] = await backend.sign(
      ['ab', digest(checksum, right)].map((hash) => ({ ...file, uploadId: hash, checksum: hash })),
      {},
    )
    expect(refused).toMatchObject({ code: 'unsupported' })
    expect(taken).toMatchObject({ target: { type: 'put' } })
  })

  test('never signs a form, whose policy binds no digest', async () => {
    const other = await openUploadServer({ s3, bucket, checksum: checksum, uploadMethod: 'post' })
    const target = (size: number, hash?: string) =>
      signOne(backendOf(other.url), { ...file, size, checksum: hash }).then((signed) => signed.target.type)
    expect(await target(5, digest(checksum, right))).toBe('put')
    expect(await target(0)).toBe('put')
  })
})

test('upload handler › rejects resuming an upload without digests after checksum was enabled', async () => {
  const before = await openUploadServer({ s3, bucket, multipartThreshold: 5 })
  const after = await openUploadServer({ s3, bucket, multipartThreshold: 5, checksum: 'sha-256' })
  const { resumeToken } = partsOf(await signOne(backendOf(before.url), file))
  expect(await failure(backendOf(after.url).resume(resumeToken, {}))).toMatchObject({ code: 'not-found' })
  const aborted = await after.ask('abort-multipart', { method: 'POST', body: { resumeToken } })
  expect(aborted.status).toBe(204)
})
