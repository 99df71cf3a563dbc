import { ListObjectsCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import type { ListObjectsV2CommandInput } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { Bucket, openStore } from './open-store.ts'
import type { OpenStore } from './open-store.ts'

async function fill(store: OpenStore, ...names: readonly string[]): Promise<void> {
  await Promise.all(names.map((Key) => store.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }))))
}

async function list(store: OpenStore, input: Partial<ListObjectsV2CommandInput> = {}) {
  const page = await store.s3.send(new ListObjectsV2Command({ Bucket, ...input }))
  return {
    ...page,
    keys: page.Contents?.map((object) => object.Key) ?? [],
    prefixes: page.CommonPrefixes?.map((common) => common.Prefix) ?? [],
  }
}

describe('listing', () => {
  it('describes each object', async () => {
    const store = await openStore()
    await fill(store, 'a.txt')
    const { Contents, ...rest } = await list(store)
    expect(rest).toMatchObject({ KeyCount: 1, IsTruncated: false, MaxKeys: 1000, Name: Bucket })
    expect(Contents?.[0]).toMatchObject({ Key: 'a.txt', Size: 5, StorageClass: 'STANDARD' })
    expect(Contents?.[0]?.ETag).toMatch(/^"[0-9a-f]{32}"$/)
    expect(Contents?.[0]?.LastModified).toBeInstanceOf(Date)
  })

  it('is in the order of UTF-8 bytes, not of UTF-16 code units', async () => {
    const store = await openStore()
    const expected = ['A', 'a', 'a!', 'a/b', 'aa', 'é', '日', '\uff5e', '😀']
    await fill(store, ...expected.toReversed())
    expect((await list(store)).keys).toEqual(expected)
  })

  it('groups keys by a delimiter after a prefix', async () => {
    const store = await openStore()
    await fill(store, 'x', 'p/a', 'p/b/1', 'p/b/2', 'p/c/1', 'p/d')
    const page = await list(store, { Prefix: 'p/', Delimiter: '/' })
    expect(page).toMatchObject({ keys: ['p/a', 'p/d'], prefixes: ['p/b/', 'p/c/'], KeyCount: 4 })
    expect(await list(store, { Delimiter: '/' })).toMatchObject({ keys: ['x'], prefixes: ['p/'] })
    expect(await list(store, { Prefix: 'none' })).toMatchObject({ keys: [], KeyCount: 0 })
  })

  it('continues where its page ended, at a key or a common prefix', async () => {
    const store = await openStore()
    const names = ['a', 'b/1', 'b/2', 'c', 'd/1', 'e']
    await fill(store, ...names)
    for (const [Delimiter, expected] of [
      [undefined, names],
      ['/', ['a', 'b/', 'c', 'd/', 'e']],
    ] as const) {
      for (const MaxKeys of [1, 2, 3]) {
        const found: (string | undefined)[] = []
        let ContinuationToken: string | undefined
        do {
          const page = await list(store, { Delimiter, MaxKeys, ContinuationToken })
          found.push(...[...page.keys, ...page.prefixes].sort())
          expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys)
          ContinuationToken = page.NextContinuationToken
          expect(page.IsTruncated).toBe(ContinuationToken !== undefined)
        } while (ContinuationToken !== undefined)
        expect(found).toEqual(expected)
      }
    }
  })

  it('can start after any key, and be empty', async () => {
    const store = await openStore()
    await fill(store, 'a', 'b', 'c')
    expect((await list(store, { StartAfter: 'a' })).keys).toEqual(['b', 'c'])
    expect((await list(store, { StartAfter: 'aa' })).keys).toEqual(['b', 'c'])
    expect(await list(store, { MaxKeys: 0 })).toMatchObject({ keys: [], IsTruncated: false })
  })

  it('encodes its keys on request', async () => {
    const store = await openStore()
    await fill(store, 'a b/ü+(1).txt')
    expect((await list(store, { EncodingType: 'url' })).keys).toEqual(['a%20b/%C3%BC%2B%281%29.txt'])
  })

  it('rejects invalid parameters', async () => {
    const store = await openStore()
    const invalid = { name: 'InvalidArgument', $metadata: { httpStatusCode: 400 } }
    await expect(list(store, { MaxKeys: -1 })).rejects.toMatchObject(invalid)
    await expect(list(store, { ContinuationToken: '!' })).rejects.toMatchObject(invalid)
    await expect(list(store, { Bucket: 'none' })).rejects.toMatchObject({ name: 'NoSuchBucket' })
  })

  it('supports version 1', async () => {
    const { s3, ...store } = await openStore()
    await fill({ ...store, s3 }, 'a', 'b/1', 'b/2', 'c')
    const page = await s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2 }))
    expect(page).toMatchObject({ IsTruncated: true, NextMarker: 'b/', CommonPrefixes: [{ Prefix: 'b/' }] })
    const rest = await s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: page.NextMarker }))
    expect(rest.Contents?.map((object) => object.Key)).toEqual(['c'])
  })
})
