import { describe, expect, test } from 'vitest'
import { WirePage } from '../../src/backends/s3/wire-files.ts'
import { openBucket } from '../support/open-bucket.ts'
import { openUploadServer } from './open-upload-server.ts'
import { backendOf, partsOf, signOne } from './send-part.ts'

const mib = 1024 ** 2
const text = { name: 'a.txt', contentType: 'text/plain', bytes: 'hello' }

const { s3, bucket } = await openBucket()
const server = await openUploadServer({ s3, bucket, multipartThreshold: 6 * mib })
const id = await server.upload(text)
const { resumeToken } = partsOf(await signOne(backendOf(server.url), { size: 6 * mib }))

type Call = readonly [method: string, route: string, question: (id: string, token: string) => object]

const fileCalls: readonly Call[] = [
  ['GET', 'file', (id) => ({ query: { id } })],
  ['GET', 'status', (id) => ({ query: { id } })],
  ['GET', 'frames', (id) => ({ query: { id } })],
  ['DELETE', 'file', (id) => ({ query: { id } })],
]
const tokenCalls: readonly Call[] = [
  ['POST', 'sign-parts', (_, resumeToken) => ({ body: { resumeToken, numbers: [1] } })],
  ['POST', 'list-parts', (_, resumeToken) => ({ body: { resumeToken } })],
  ['POST', 'complete-multipart', (_, resumeToken) => ({ body: { resumeToken, parts: [] } })],
  ['POST', 'resume-multipart', (_, resumeToken) => ({ body: { resumeToken } })],
  ['POST', 'abort-multipart', (_, resumeToken) => ({ body: { resumeToken } })],
]
const otherCalls: readonly Call[] = [
  ['POST', 'sign', () => ({ body: { files: [{ name: 'a', contentType: 'text/plain', size: 1 }] } })],
  ['POST', 'confirm', (id) => ({ body: { ids: [id] } })],
  ['GET', 'list', () => ({})],
]
const ask = ([method, route, question]: Call, owner: string, fileId = id, token = resumeToken) =>
  server.ask(route, { method, owner, ...question(fileId, token) })

/** The error of a file in a `confirm` call. */
async function confirmError(fileId: string, owner: string) {
  const { files } = await server.read(
    (body) => body as { files: [{ error?: { code: string } }] },
    'confirm',
    {
      method: 'POST',
      owner,
      body: { ids: [fileId] },
    },
  )
  return files[0].error
}

const neighbours = [
  ...[
    'bob',
    'Alice',
    'ALICE',
    'alice ',
    ' alice',
    'alic',
    'alicee',
    'alice/',
    '/alice',
    'alice/b',
    '../alice',
  ],
  ...[
    './alice',
    'alice/..',
    'alice\u0000',
    '\u0430lice',
    'alicé',
    'alice\u0301',
    '~61lice',
    '%61lice',
    'alice~2F',
  ],
  ...['uploads/alice', 'alice?', 'alice#', 'alice\\', '*', '__proto__', 'constructor'],
]

describe('authorization', () => {
  test.each([...fileCalls, ...tokenCalls, ...otherCalls])(
    '%s %s responds with 401 to anonymous requests',
    async (...call) => {
      const response = await ask(call, '')
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({ error: { code: 'unauthorized' } })
    },
  )

  test.each([...fileCalls, ...tokenCalls])(
    '%s %s responds to other owners as if the file did not exist',
    async (...call) => {
      const absent = await (await ask(call, 'bob', id.slice(0, -8), 'nonsense')).text()
      for (const owner of neighbours) {
        const response = await ask(call, owner)
        expect([owner, response.status]).toEqual([owner, 404])
        expect(await response.text()).toBe(absent)
      }
    },
  )

  test('confirm and list reveal nothing to other owners', async () => {
    for (const owner of neighbours) {
      expect(await confirmError(id, owner)).toEqual(await confirmError('nothing', owner))
      expect((await server.read(WirePage, 'list', { owner })).files).toEqual([])
    }
  })

  test('sign creates keys in the prefix of its owner only', async () => {
    const file = {
      name: '../../alice/a.txt',
      contentType: 'text/plain',
      size: 1,
      id,
      key: id,
      owner: 'alice',
    }
    const prefix = id.slice(0, id.lastIndexOf('/') + 1)
    for (const owner of neighbours) {
      const [upload] = await server.sign([file], owner)
      if (upload === undefined || 'error' in upload) throw new Error('Rejected')
      expect(upload.file.id.startsWith(prefix)).toBe(false)
    }
  })

  test('a cursor cannot lead to another owner’s files', async () => {
    const name = id.slice(id.lastIndexOf('/') + 1)
    for (const cursor of ['', '../alice/', `/../alice/${name}`, '~', id, `${name}/../`, '\ufffd']) {
      const { files } = await server.read(WirePage, 'list', {
        owner: 'bob',
        query: { cursor: `after:${cursor}` },
      })
      expect(files).toEqual([])
    }
  })

  test.each(fileCalls)('%s %s responds with 404 to ids that resemble the owner’s file', async (...call) => {
    const [prefix = '', owner = '', name = ''] = id.split('/')
    const lookalikes = [
      ...[`${id}/`, `/${id}`, `./${id}`, `${prefix}//${owner}/${name}`, `${prefix}/${owner}//${name}`],
      ...[
        `${prefix}/./${owner}/${name}`,
        `${prefix}/bob/../${owner}/${name}`,
        id.toUpperCase(),
        ` ${id}`,
        `${id} `,
      ],
      ...[
        `${id}\u0000`,
        `${id}\n`,
        `${id}?`,
        `${id}#`,
        `${id}%00`,
        encodeURIComponent(id),
        id.replaceAll('/', '\\'),
      ],
      ...[
        `frames/${id}`,
        `frames/${id}/manifest.json`,
        `${prefix}/${owner}/`,
        `${prefix}/${owner}`,
        prefix,
        name,
      ],
      ...[
        id.slice(1),
        id.slice(0, -1),
        `${id}.txt`,
        `${id}x`,
        '__proto__',
        'null',
        '*',
        '\ud800',
        '0'.repeat(5000),
      ],
    ]
    for (const lookalike of lookalikes) {
      const response = await ask(call, 'alice', lookalike)
      expect([lookalike, response.status]).toEqual([lookalike, 404])
    }
    expect(await confirmError(id, 'alice')).toBeUndefined()
  })

  test('nothing of it was a failure of the server, and the owner’s file and upload are there', async () => {
    expect(server.errors).toEqual([])
    expect((await ask(['GET', 'file', (id) => ({ query: { id } })], 'alice')).status).toBe(200)
    expect((await server.ask('list-parts', { method: 'POST', body: { resumeToken } })).status).toBe(200)
  })
})
