import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import type { Sandbox } from '../../../sandbox/start-sandbox.ts'
import { sandboxKeys } from '../../../sandbox/wires/sandbox-keys.ts'
import { openSandbox } from '../../support/sandbox.ts'
import { askWire, putTo, read } from './ask-wire.ts'

const File = z.object({ id: z.string(), name: z.string(), status: z.string(), createdAt: z.string() })
const Created = z.object({ file: File, uploadUrl: z.string() })
const Found = z.object({ files: z.array(File) })
const authorization = `Bearer ${sandboxKeys.perseus.apiKey}`
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

function ask({ url }: { url: string } = sandbox) {
  const call = askWire(`${url}/perseus/api/v0`, { authorization })
  return {
    create: (name: string, sourceHash: string) => call('POST', '/file', { name, sourceHash }),
    find: async (query: object) => read(Found, await call('POST', '/file/find', query)).files,
    remove: (id: string) => call('DELETE', `/file/${id}`),
    call,
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

it('perseus API › becomes uploaded once the announced bytes are stored', async () => {
  const api = ask()
  const response = await api.create('hello.txt', hashOf('Hello.'))
  expect(response.status).toBe(201)
  const { file, uploadUrl } = read(Created, response)
  expect(Object.keys(file)).toEqual(['id', 'name', 'status', 'createdAt'])
  expect(file).toMatchObject({ name: 'hello.txt', status: 'pending' })
  expect(await api.find({ ids: [file.id] })).toEqual([file])

  // Any content type is accepted, since none was announced.
  expect(await putTo(uploadUrl, 'Hello.', 'application/octet-stream')).toBe(200)
  await expect.poll(() => api.find({ ids: [file.id] })).toEqual([{ ...file, status: 'uploaded' }])
})

it('perseus API › fails a file that differs from its hash', async () => {
  const api = ask()
  const { file, uploadUrl } = read(Created, await api.create('changed.txt', hashOf('before')))
  await putTo(uploadUrl, 'after')
  await expect.poll(async () => (await api.find({ ids: [file.id] }))[0]?.status).toBe('failed')
})

it('perseus API › fails a file that is never uploaded', async () => {
  const own = await openSandbox({ wires: { uploadForSeconds: 1 } })
  onTestFinished(() => own.close())
  const api = ask(own)
  const { file, uploadUrl } = read(Created, await api.create('late.txt', hashOf('late')))
  await expect
    .poll(async () => (await api.find({ ids: [file.id] }))[0]?.status, { timeout: 5000 })
    .toBe('failed')
  await expect.poll(() => putTo(uploadUrl, 'late'), { timeout: 5000 }).toBe(403)
})

it('perseus API › rejects known content until it is deleted', async () => {
  const api = ask()
  const sourceHash = hashOf('twice')
  const { file } = read(Created, await api.create('first.txt', sourceHash))
  const again = await api.create('second.txt', sourceHash)
  expect(again).toMatchObject({ status: 409, body: { message: 'There is a file with this content.' } })
  expect(await api.find({ sourceHashes: [sourceHash] })).toEqual([file])

  expect((await api.remove(file.id)).status).toBe(204)
  expect(await api.find({ ids: [file.id] })).toEqual([])
  expect((await api.remove(file.id)).status).toBe(404)
  expect((await api.create('third.txt', sourceHash)).status).toBe(201)
})

it('perseus API › accepts one of two simultaneous uploads', async () => {
  const api = ask()
  const both = await Promise.all(['a.txt', 'b.txt'].map((name) => api.create(name, hashOf('at once'))))
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
})

it('perseus API › finds all files without lists, and the intersection of both lists', async () => {
  const own = await openSandbox()
  onTestFinished(() => own.close())
  const api = ask(own)
  const [one, two] = await Promise.all(
    ['one', 'two'].map(async (name) => read(Created, await api.create(name, hashOf(name))).file),
  )
  expect((await api.find({})).map(({ name }) => name).sort()).toEqual(['one', 'two'])
  expect(await api.find({ ids: [one?.id, two?.id], sourceHashes: [hashOf('two')] })).toEqual([two])
  expect(await api.find({ ids: [] })).toEqual([])
})

it('perseus API › requires the API key', async () => {
  const find = (headers: Record<string, string>) =>
    askWire(`${sandbox.url}/perseus/api/v0`, headers)('POST', '/file/find', {})
  for (const token of ['Bearer wrong', '']) {
    expect(await find({ authorization: token })).toMatchObject({
      status: 401,
      body: { statusCode: 401, error: 'Unauthorized', message: 'The API key is missing or not valid.' },
    })
  }
})

it.each([
  [{ name: 'a.txt' }, 'sourceHash is missing.'],
  [{ name: 'a.txt', sourceHash: 'abc' }, 'sourceHash is not what it should be.'],
  [{ name: '', sourceHash: '0'.repeat(64) }, 'name is not what it should be.'],
])('perseus API › explains the error of %o', async (body, message) => {
  expect(await ask().call('POST', '/file', body)).toMatchObject({ status: 400, body: { message } })
})
