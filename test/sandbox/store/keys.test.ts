import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareUtf8 } from '../../../sandbox/store/operations/list-objects.ts'
import { Bucket, openStore } from './open-store.ts'
import { send } from './send.ts'

/** Random S3 keys: Unicode, up to a kilobyte, with many dots and slashes. */
const key = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          '..',
          '.',
          '/',
          '//',
          '\\',
          'a',
          '%2e',
          '%',
          '+',
          ' ',
          '?',
          '#',
          '\0',
          '\r\n',
          'ü',
          '😀',
        ),
        {
          minLength: 1,
          maxLength: 12,
        },
      )
      .map((pieces) => pieces.join('')),
    fc.constantFrom(
      '../../../../etc/passwd',
      '/absolute',
      '//',
      '.',
      '..',
      'a/../../b',
      'x'.repeat(1024),
      '😀'.repeat(256),
    ),
  )
  .filter((text) => Buffer.byteLength(text) <= 1024)

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
}

describe('object key', () => {
  it('survives put, list, get and delete, and stays in the directory', { timeout: 60_000 }, async () => {
    const store = await openStore()
    const check = async (Key: string) => {
      // Built here: `fetch` would resolve dot segments of the SDK's URL.
      const url = await getSignedUrl(store.s3, new PutObjectCommand({ Bucket, Key }))
      expect(await send(url, { method: 'PUT', body: Key })).toMatchObject({ status: 200 })
      const { Contents } = await store.s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }))
      expect(Contents?.map((object) => decodeURIComponent(object.Key ?? ''))).toEqual([Key])
      const got = await send(await getSignedUrl(store.s3, new GetObjectCommand({ Bucket, Key })))
      expect(got).toMatchObject({ status: 200, text: Key })
      expect(filesUnder(join(store.directory, 'buckets', Bucket, 'objects'))).toEqual([
        expect.stringMatching(/^[0-9a-f]{64}\.json$/),
      ])
      await send(await getSignedUrl(store.s3, new DeleteObjectCommand({ Bucket, Key })), { method: 'DELETE' })
      expect(store.blobs()).toEqual([])
    }
    await fc.assert(fc.asyncProperty(key, check), { numRuns: 150 })
    expect(readdirSync(store.directory)).toEqual(['buckets'])
    expect(readdirSync(dirname(store.directory))).toEqual(['store'])
  })

  it('is signed as the SDK signs it, in the query and in the header', { timeout: 60_000 }, async () => {
    const store = await openStore()
    const text = fc.string({ unit: 'binary', maxLength: 20 })
    const check = async (Key: string, prefix: string, ResponseContentType: string) => {
      await store.s3.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, StartAfter: Key }))
      const url = await getSignedUrl(store.s3, new GetObjectCommand({ Bucket, Key, ResponseContentType }))
      expect(await send(url)).toMatchObject({ status: 404, code: 'NoSuchKey' })
    }
    await fc.assert(fc.asyncProperty(key, text, text, check), { numRuns: 100 })
  })

  it('is ordered by its bytes', () => {
    const text = fc.string({ unit: 'binary' })
    const byBytes = (a: string, b: string) => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))
    fc.assert(fc.property(text, text, (a, b) => Math.sign(compareUtf8(a, b)) === byBytes(a, b)))
  })
})

describe('object path', () => {
  it('is rejected if it is not UTF-8', async () => {
    const store = await openStore()
    for (const path of ['/uploads/%ff', '/uploads/%', '/uploads/%c3%28', '/uploads/a?x=%ff']) {
      expect(await send(`${store.url}${path}`), path).toMatchObject({ status: 400, code: 'InvalidURI' })
    }
  })
})
