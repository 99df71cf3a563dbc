import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { createS3Client, s3Backend, type S3BackendOptions, type SignedUpload } from 'react-presigned'
import { respond, bodyOf, serve } from '../support/http-server.ts'
import { failure } from '../support/failure.ts'

const Asked = z.object({ ids: z.array(z.string()) })
const fileOf = (id: string) => ({ id, name: `${id}.txt`, status: 'completed' })
const stored = { status: 200, headers: new Headers(), body: '' }

/** A server that responds to confirmations on demand. */
async function open(options: S3BackendOptions = {}) {
  const calls: { ids: string[]; query: string; isAborted: () => boolean; say: (files: unknown) => void }[] =
    []
  const url = await serve((req, res: ServerResponse) => {
    let isAborted = false
    res.on('close', () => (isAborted = !res.writableFinished))
    void bodyOf(req).then((body) => {
      const { ids } = Asked.parse(JSON.parse(body))
      const query = (req.url ?? '').replace(/^[^?]*/, '')
      calls.push({ ids, query, isAborted: () => isAborted, say: (files) => respond(res, 200, { files }) })
    })
  })
  const backend = s3Backend(createS3Client({ baseUrl: url, retries: 0 }), options)
  const confirm = (id: string, signal?: AbortSignal) => {
    const signed: SignedUpload = {
      target: { type: 'none' },
      file: { id, name: id, status: 'pending', raw: {} },
    }
    return backend.confirm(signed, stored, { signal })
  }
  const called = (count: number) => expect.poll(() => calls.length).toBeGreaterThanOrEqual(count)
  /** Responds to call number `index` with every file that it confirms. */
  const reply = async (index: number) => {
    await called(index + 1)
    const { ids = [], say } = calls[index] ?? {}
    say?.(ids.map(fileOf))
  }
  return { backend, confirm, calls, called, reply }
}

test('confirm batch › collects the files that are confirmed while a batch is in flight', async () => {
  const { confirm, calls, called, reply } = await open({ maxBatchSize: 3 })
  const ids = ['a', 'b', 'c', 'd', 'e']
  const first = confirm('a')
  await called(1)
  const confirmed = [first, ...ids.slice(1).map((id) => confirm(id))]
  for (const index of [0, 1, 2]) await reply(index)
  expect(await Promise.all(confirmed)).toMatchObject(ids.map((id) => ({ id, raw: fileOf(id) })))
  expect(calls.map((call) => call.ids)).toEqual([['a'], ['b', 'c', 'd'], ['e']])
})

test('confirm batch › passes the error at an index to that file alone', async () => {
  const { confirm, calls, called, reply } = await open()
  const first = confirm('a')
  await called(1)
  const others = [failure(confirm('b')), confirm('c')]
  await reply(0)
  await called(2)
  const error = { code: 'not-found', message: 'There is no such file. Upload it again.', status: 404 }
  calls[1]?.say([{ error }, { ...fileOf('c'), error: 'too short' }])
  expect(await first).toMatchObject({ id: 'a' })
  expect(await Promise.all(others)).toMatchObject([error, { id: 'c', error: 'too short' }])
})

test('confirm batch › rejects an aborted call at once and leaves the others alone', async () => {
  const { confirm, calls, called, reply } = await open()
  const first = confirm('a')
  await called(1)
  const [flying, waiting] = [new AbortController(), new AbortController()]
  const gone = failure(confirm('b', flying.signal))
  const kept = confirm('c')
  const never = failure(confirm('d', waiting.signal))
  waiting.abort()
  expect(await never).toMatchObject({ code: 'aborted' })
  await reply(0)
  await called(2)
  flying.abort()
  expect(await gone).toMatchObject({ code: 'aborted' })
  expect(calls[1]?.isAborted()).toBe(false)
  await reply(1)
  expect(await Promise.all([first, kept])).toMatchObject([{ id: 'a' }, { id: 'c' }])
  expect(calls[1]?.ids).toEqual(['b', 'c'])
})

test('confirm batch › is aborted with the last of its calls, and the next batch is sent', async () => {
  const { confirm, calls, called, reply } = await open()
  const controller = new AbortController()
  const gone = failure(confirm('a', controller.signal))
  await called(1)
  const next = confirm('b')
  controller.abort(new Error('cancelled'))
  expect(await gone).toMatchObject({ code: 'aborted', cause: { message: 'cancelled' } })
  await expect.poll(() => calls[0]?.isAborted()).toBe(true)
  await reply(1)
  expect(await next).toMatchObject({ id: 'b' })
})

test('confirm batch › rejects its own calls only', async () => {
  const { confirm, calls, called, reply } = await open()
  const first = confirm('a')
  await called(1)
  const others = ['b', 'c'].map((id) => failure(confirm(id)))
  await reply(0)
  await called(2)
  calls[1]?.say([fileOf('b')])
  expect(await Promise.all(others)).toMatchObject([
    { code: 'invalid-response' },
    { code: 'invalid-response' },
  ])
  const later = confirm('d')
  await reply(2)
  expect(await Promise.all([first, later])).toMatchObject([{ id: 'a' }, { id: 'd' }])
})

test('confirm batch › sends a call with options alone', async () => {
  const { backend, confirm, calls, reply } = await open()
  const first = confirm('a')
  const signed: SignedUpload = {
    target: { type: 'none' },
    file: { ...fileOf('b'), status: 'pending', raw: {} },
  }
  const own = backend.confirm(signed, stored, { query: { trace: '1' } })
  await reply(0)
  await reply(1)
  expect(await Promise.all([first, own])).toMatchObject([{ id: 'a' }, { id: 'b' }])
  expect(calls.map(({ query }) => query).sort()).toEqual(['', '?trace=1'])
})

test('confirm batch › keeps the retries of its calls', async () => {
  const { backend, calls, called } = await open()
  const signedOf = (id: string): SignedUpload => ({
    target: { type: 'none' },
    file: { id, name: id, status: 'pending', raw: {} },
  })
  const confirm = (id: string) => backend.confirm(signedOf(id), stored, { retries: 0 })
  const first = confirm('a')
  await called(1)
  const confirmed = [first, confirm('b'), confirm('c')]
  calls[0]?.say([fileOf('a')])
  await called(2)
  calls[1]?.say([fileOf('b'), fileOf('c')])
  expect(await Promise.all(confirmed)).toMatchObject([{ id: 'a' }, { id: 'b' }, { id: 'c' }])
  expect(calls.map(({ ids }) => ids)).toEqual([['a'], ['b', 'c']])
})
