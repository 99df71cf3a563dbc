import { PutObjectCommand } from '@aws-sdk/client-s3'
import { expect, test, vi } from 'vitest'
import { WirePage } from '../../src/backends/s3/wire-files.ts'
import { createFileId } from '../../src/server/file-id.ts'
import { mapConcurrent } from '../../src/lib/map-concurrent.ts'
import { openBucket } from '../support/open-bucket.ts'
import { openUploadServer } from './open-upload-server.ts'
import { openUnreliableStore } from './unreliable-store.ts'

const store = await openBucket()
const { s3, bucket } = store
const server = await openUploadServer({ s3, bucket })

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
// A page may end within a run of frame images.
const images = [false, true, false, true, true, true, false]
const ids: string[] = []
let createdAt = 0
for (const [index, name] of names.entries()) {
  // Keys contain the time in milliseconds: these files must not share one.
  await vi.waitUntil(() => Date.now() > createdAt)
  createdAt = Date.now()
  const contentType = images[index] ? 'image/png' : 'text/plain'
  ids.unshift(await server.upload({ name, contentType, bytes: name }))
}

async function walk(query: Record<string, string>, owner?: string) {
  const pages: string[][] = []
  let cursor: string | undefined
  do {
    const page = await server.read(WirePage, 'list', {
      query: { ...query, ...(cursor && { cursor }) },
      owner,
    })
    pages.push(page.files.map((file) => file.id))
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return pages
}

test('list › returns the newest files first', async () => {
  const { files } = await server.read(WirePage, 'list')
  expect(files.map((file) => file.name)).toEqual(names.toReversed())
  expect(files.map((file) => file.id)).toEqual(ids)
})

test.each(['1', '2', '3', '7', '200'])('list › returns every file once in pages of %s', async (limit) => {
  const pages = await walk({ limit })
  expect(pages.flat()).toEqual(ids)
  expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(Number(limit))
})

test.each(['1', '2', '3', '50'])('list › fills pages of %s with one kind', async (limit) => {
  const pages = await walk({ limit, kind: 'image' })
  expect(pages.flat()).toEqual(ids.filter((_, index) => images.toReversed()[index]))
  expect(pages[0]?.length).toBe(Math.min(4, Number(limit)))
})

test('list › is empty for an owner without files', async () => {
  expect(await walk({}, 'nobody')).toEqual([[]])
})

test('list › returns files with working URLs', async () => {
  const { files } = await server.read(WirePage, 'list', { query: { limit: '1' } })
  expect(await (await fetch(files[0]?.url ?? '')).text()).toBe('g')
})

test('list › ignores objects that the handler did not create', async () => {
  const mine = await server.upload({ name: 'a', contentType: 'text/plain', bytes: 'a' }, 'fred')
  for (const name of ['0', '~ ملف', 'z/a.txt']) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `uploads/fred/${name}`, Body: 'b' }))
  }
  expect((await walk({ limit: '1' }, 'fred')).flat()).toEqual([mine])
})

test('list › inspects at most 1000 files per call and continues at the cursor', async () => {
  const owned = 'uploads/eve/'
  const keys = Array.from({ length: 1050 }, (_, index) => createFileId(owned, 'a.txt', 1_000_000 - index))
  await mapConcurrent(32, keys, (Key) => {
    const video = Key === keys.at(-1)
    return s3.send(
      new PutObjectCommand({ Bucket: bucket, Key, ContentType: video ? 'video/mp4' : 'text/plain' }),
    )
  })
  const pages = await walk({ kind: 'video', limit: '200' }, 'eve')
  expect(pages).toEqual([[], [keys.at(-1)]])
})

test.each(['1', '50', '200'])(
  'list › asks the store for few pages and the needed objects only, with limit %s',
  async (limit) => {
    const unreliable = await openUnreliableStore(store)
    const counting = await openUploadServer({ s3: unreliable.s3, bucket })
    const count = (method: string) => unreliable.asked.filter((asked) => asked.startsWith(method)).length
    const ask = async (query: Record<string, string>, owner: string) => {
      unreliable.asked.length = 0
      return counting.read(WirePage, 'list', { query: { limit, ...query }, owner })
    }

    expect((await ask({ kind: 'video' }, 'eve')).nextCursor).toBeDefined()
    expect(count('GET')).toBe(1)
    expect(count('HEAD')).toBe(1000)

    expect((await ask({ kind: 'text' }, 'eve')).files).toHaveLength(Number(limit))
    expect(count('GET')).toBe(1)
    expect(count('HEAD')).toBeLessThanOrEqual(Number(limit) + 32)

    await ask({}, 'eve')
    expect([count('GET'), count('HEAD')]).toEqual([1, Number(limit)])
    // Objects that the handler did not create come before and after the file.
    await ask({}, 'fred')
    expect(count('GET')).toBeLessThanOrEqual(2)
  },
)

test.each([
  ['cursor', 'nonsense'],
  ['cursor', `after:${'x'.repeat(1100)}`],
  ['cursor', 'after:\u0000'],
  ['cursor', '../bob/8000000000000-00000000-0000-4000-8000-000000000000'],
  ['limit', '0'],
  ['limit', '201'],
  ['limit', '1.5'],
  ['limit', 'x'],
  ['kind', 'sound'],
])('list › responds with 400 to %s=%s, naming the field', async (field, value) => {
  const response = await server.ask('list', { query: { [field]: value } })
  expect(response.status).toBe(400)
  expect(await response.text()).toContain(field)
})
