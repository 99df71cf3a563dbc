import { createReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest'
import { assuredBackend } from '../../src/backends/assured/backend.ts'
import { createAssuredClient } from '../../src/backends/assured/client.ts'
import type { FileRecord } from '../../src/backends/assured/schemas.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import { eventually } from '../support/eventually.ts'
import { failure, shown } from '../support/failure.ts'
import { writeTemporaryFile } from '../support/temporary-file.ts'
import { formOf, readRequest, respond, serve, type ReceivedRequest } from '../support/http-server.ts'
import { fetchTransfer } from '../../src/testing/contract/transfer.ts'

const apiKey = 'secret-api-key'
const login = { user: 'a@example.test', password: 'secret-password' }
const uuidName = (extension: string) =>
  new RegExp(`^[\\da-f]{8}-[\\da-f]{4}-4[\\da-f]{3}-[89ab][\\da-f]{3}-[\\da-f]{12}${extension}$`)
const uploadPath = '/api/v1/files/handle/'
const presignPath = '/api/v1/files/presign-s3-url/presign_s3_url/'
const loginPath = '/api/v1/users/login/'

type Seen = ReceivedRequest & { form?: FormData }
type Handler = (res: ServerResponse, seen: Seen) => void

/** A JWT with a dummy signature. */
function jwt(payload: Record<string, unknown>): string {
  const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ ...payload, jti: Math.random() })}.c2VjcmV0`
}

const inAnHour = () => Math.floor(Date.now() / 1000) + 3600

/** Assured's API in memory, which accepts its key and the tokens that it issued and did not revoke. */
async function open(
  options: { login?: Handler; upload?: Handler; presign?: Handler; token?: () => string } = {},
) {
  const seen: Seen[] = []
  const valid = new Set<string>()
  const issue = () => {
    const token = options.token?.() ?? jwt({ exp: inAnHour() })
    valid.add(token)
    return token
  }
  const routes: Record<string, Handler> = {
    [loginPath]:
      options.login ??
      ((res) => {
        respond(res, 200, { data: { id: 'u1', jwt: { access: issue(), refresh: 'r' } }, msg: 'Welcome' })
      }),
    [uploadPath]:
      options.upload ??
      ((res, { form }) => {
        respond(
          res,
          201,
          { id: 'f1', name: form?.get('name'), file_url: 's3://bucket/f1' },
          { 'x-request-id': 'r1' },
        )
      }),
    [presignPath]:
      options.presign ??
      ((res) => {
        respond(res, 200, { presigned_url: 'https://bucket.test/f1?X-Amz-Signature=sig' })
      }),
  }
  const baseUrl = await serve((req, res) => {
    void (async () => {
      const one: Seen = await readRequest(req)
      if (req.headers['content-type']?.startsWith('multipart/')) one.form = await formOf(one)
      seen.push(one)
      const { path } = one
      const bearer = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1] ?? ''
      const known = req.headers['x-api-key'] === apiKey && (path === loginPath || valid.has(bearer))
      const route = routes[path]
      if (!route) respond(res, 404, { detail: 'Not found.' })
      else if (known) route(res, one)
      else respond(res, 401, { detail: 'Given token not valid for any token type' })
    })()
  })
  const to = (path: string) => seen.filter((one) => one.path.startsWith(path))
  return { baseUrl, seen, to, issue, valid, client: createAssuredClient({ baseUrl, apiKey, ...login }) }
}

const scan = (name = 'Scan 1.PDF') => new File(['hello'], name)
const text = async (part: FormDataEntryValue | null | undefined) =>
  part instanceof File ? part.text() : (part ?? '')

afterEach(() => {
  vi.useRealTimers()
})

describe('Assured client › files.upload', () => {
  test('names the upload by a fresh UUID with the extension of the file', async () => {
    const { client, to } = await open()
    await client.files.upload(scan())
    await client.files.upload(scan())
    const [one, two] = to(uploadPath)
    expect(one).toMatchObject({ method: 'POST', path: uploadPath })
    expect(one?.headers['x-api-key']).toBe(apiKey)
    expect(one?.headers.authorization).toMatch(/^Bearer ey/)
    expect([...(one?.form?.keys() ?? [])]).toEqual(['name', 'file'])
    expect(one?.form?.get('name')).toMatch(uuidName('\\.PDF'))
    expect(two?.form?.get('name')).not.toBe(one?.form?.get('name'))
    expect(one?.form?.get('file')).toMatchObject({ name: 'Scan 1.PDF', type: 'application/pdf', size: 5 })
    expect(await text(one?.form?.get('file'))).toBe('hello')
  })

  test.each([
    ['a.JPeG', '\\.JPeG', 'image/jpeg'],
    ['a', '', 'application/octet-stream'],
    ['.png', '', 'application/octet-stream'],
    ['a.unknown', '\\.unknown', 'application/octet-stream'],
    ['a.b.png', '\\.png', 'image/png'],
    ['a.tar.gz', '\\.gz', 'application/x-tar'],
    ['a.TGZ', '\\.TGZ', 'application/x-tar'],
    ['a.gz', '\\.gz', 'application/octet-stream'],
    ['a.', '\\.', 'application/octet-stream'],
    ['notes.md', '\\.md', 'text/markdown'],
    ['sheet.xlsx', '\\.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('%s: uses its extension and MIME type', async (name, extension, type) => {
    const { client, to } = await open()
    await client.files.upload(scan(name))
    const form = to(uploadPath)[0]?.form
    expect(form?.get('name')).toMatch(uuidName(extension))
    expect(form?.get('file')).toMatchObject({ name, type })
  })

  test('takes bytes, blobs and streams with a filename; `contentType` overrides the guessed type', async () => {
    const path = await writeTemporaryFile('cv.pdf', 'hello')
    const { client, to } = await open()
    const bytes = new TextEncoder().encode('hello')
    await client.files.upload(bytes, { filename: 'a.pdf', mimeType: 'image/png' })
    await client.files.upload(bytes.buffer.slice(0), { filename: 'a.pdf' })
    await client.files.upload(new Blob(['hello'], { type: 'image/gif' }), { filename: 'a' })
    await client.files.upload(new Blob(['hello']).stream(), { filename: 'a.png' })
    await client.files.upload(createReadStream(path))
    const parts = to(uploadPath).map(({ form }) => form?.get('file'))
    expect(parts).toMatchObject([
      { name: 'a.pdf', type: 'image/png' },
      { name: 'a.pdf', type: 'application/pdf' },
      { name: 'a', type: 'image/gif' },
      { name: 'a.png', type: 'image/png' },
      { name: 'cv.pdf', type: 'application/pdf' },
    ])
    expect(await Promise.all(parts.map(text))).toEqual(Array.from({ length: 5 }, () => 'hello'))
  })

  test('throws a TypeError without a name, and sends nothing', async () => {
    const { client, seen } = await open()
    await expect(client.files.upload(new Blob(['x']))).rejects.toThrow(TypeError)
    expect(seen).toEqual([])
  })

  test('returns the whole record, without unknown keys and null values', async () => {
    const { client } = await open({
      upload: (res) => {
        respond(res, 201, {
          id: '0b7d',
          file: 'https://bucket.test/f1',
          file_url: 's3://bucket/f1',
          name: 'f1.pdf',
          created_at: '2026-04-22T10:11:12.123456Z',
          uploaded_file_uri: null,
          surprise: 1,
          storage_metadata: {
            storage_backend: 's3',
            storage_backend_class: 'S3Boto3Storage',
            bucket_name: 'bucket',
            region: 'us-east-1',
            endpoint_url: null,
            custom_domain: 'cdn',
            credential_profile: 'p',
            media_root: '/media',
            use_s3_for_media: true,
            acl: 'private',
            signature_version: 's3v4',
            file_overwrite: false,
            querystring_auth: true,
            object_parameters: { CacheControl: 'max-age=1', nested_key: { a_b: 1 } },
            original_filename: 'Scan 1.PDF',
            content_type: 'application/pdf',
            file_size_bytes: 5,
            upload_path: 'uploads/',
            uploaded_by_user_id: 'u1',
            uploaded_by_client_id: 'c1',
            s3_object_url: 'https://bucket.test/f1',
            s3_uri: 's3://bucket/f1',
            django_env: 'production',
            debug_mode: false,
            uploaded_file_url: 'https://bucket.test/f1',
            uploaded_file_uri: 's3://bucket/f1',
            surprise: 1,
          },
        })
      },
    })
    const record = await client.files.upload(scan())
    expectTypeOf(record).toEqualTypeOf<FileRecord>()
    expectTypeOf(record.id).toEqualTypeOf<string>()
    expectTypeOf(record.createdAt).toEqualTypeOf<Date | undefined>()
    expectTypeOf(record.storageMetadata?.fileSizeBytes).toEqualTypeOf<number | undefined>()
    expect(record).toEqual({
      id: '0b7d',
      file: 'https://bucket.test/f1',
      fileUrl: 's3://bucket/f1',
      name: 'f1.pdf',
      createdAt: new Date('2026-04-22T10:11:12.123Z'),
      storageMetadata: {
        storageBackend: 's3',
        storageBackendClass: 'S3Boto3Storage',
        bucketName: 'bucket',
        region: 'us-east-1',
        customDomain: 'cdn',
        credentialProfile: 'p',
        mediaRoot: '/media',
        useS3ForMedia: true,
        acl: 'private',
        signatureVersion: 's3v4',
        fileOverwrite: false,
        querystringAuth: true,
        objectParameters: { CacheControl: 'max-age=1', nested_key: { a_b: 1 } },
        originalFilename: 'Scan 1.PDF',
        contentType: 'application/pdf',
        fileSizeBytes: 5,
        uploadPath: 'uploads/',
        uploadedByUserId: 'u1',
        uploadedByClientId: 'c1',
        s3ObjectUrl: 'https://bucket.test/f1',
        s3Uri: 's3://bucket/f1',
        djangoEnv: 'production',
        debugMode: false,
        uploadedFileUrl: 'https://bucket.test/f1',
        uploadedFileUri: 's3://bucket/f1',
      },
    })
  })

  test('requires nothing but an id in the record', async () => {
    const { client } = await open({
      upload: (res) => {
        respond(res, 201, { id: 'f1' })
      },
    })
    expect(await client.files.upload(scan())).toEqual({ id: 'f1' })
  })

  test.each([
    [{}, 'id: expected string'],
    [{ id: 7 }, 'id: expected string'],
    [{ id: 'f1', created_at: 'yesterday' }, 'created_at: '],
    [{ id: 'f1', file_url: 7 }, 'file_url: expected string'],
    [
      { id: 'f1', storage_metadata: { file_size_bytes: 'many' } },
      'storage_metadata.file_size_bytes: expected ',
    ],
    [{ id: 'f1', storage_metadata: { debug_mode: 'no' } }, 'storage_metadata.debug_mode: expected boolean'],
  ])('rejects a field of a wrong type as an invalid response that names it: %j', async (body, named) => {
    const { client } = await open({
      upload: (res) => {
        respond(res, 201, body)
      },
    })
    const error = await failure(client.files.upload(scan()))
    expect(error.code).toBe('invalid-response')
    expect(error.message).toContain(named)
  })

  test('takes headers, query, body and timeout per call', async () => {
    const { client, to } = await open()
    const call = { headers: { 'x-extra': 'b' }, query: { debug: '1' }, body: { folder: 'cv' } }
    await client.files.upload(scan(), {}, call)
    const [seen] = to(uploadPath)
    expect(seen).toMatchObject({ path: uploadPath, query: new URLSearchParams('debug=1') })
    expect(seen?.headers['x-extra']).toBe('b')
    expect(seen?.form?.get('folder')).toBe('cv')

    const slow = await open({ upload: () => undefined })
    const error = await failure(slow.client.files.upload(scan(), {}, { timeoutMs: 60 }))
    expect(error.code).toBe('timeout')
    // None at all, if the login takes as long.
    expect(slow.to(uploadPath).length).toBeLessThanOrEqual(1)
  })

  test('offers its response, decoded or raw', async () => {
    const { client } = await open()
    const { data, response } = await client.files.upload(scan()).withResponse()
    expect(data.id).toBe('f1')
    expect(response.headers.get('x-request-id')).toBe('r1')
    const raw = await client.files.upload(scan()).asResponse()
    expect(raw.bodyUsed).toBe(false)
    expect(await raw.json()).toMatchObject({ file_url: 's3://bucket/f1' })
  })

  test.each([[429], [500], [502], [503], [504]])('retries a %i under the same name', async (status) => {
    const { client, to } = await open({
      upload: (res, { form }) => {
        if (to(uploadPath).length < 4) respond(res, status, {}, { 'retry-after': '0' })
        else respond(res, 201, { id: 'f1', name: form?.get('name') })
      },
    })
    await client.files.upload(scan())
    const names = to(uploadPath).map(({ form }) => form?.get('name'))
    expect(names).toHaveLength(4)
    expect(new Set(names).size).toBe(1)
    expect(to(loginPath)).toHaveLength(1)
  })

  test('gives up after three retries; `retries: 0` sends one request', async () => {
    const { baseUrl, client, to } = await open({
      upload: (res) => {
        respond(res, 503, {}, { 'retry-after': '0' })
      },
    })
    await failure(client.files.upload(scan()))
    expect(to(uploadPath)).toHaveLength(4)
    await failure(createAssuredClient({ baseUrl, apiKey, ...login, retries: 0 }).files.upload(scan()))
    expect(to(uploadPath)).toHaveLength(5)
  })

  test.each([[400], [403], [404], [408], [501]])('does not retry a %i', async (status) => {
    const { client, to } = await open({
      upload: (res) => {
        respond(res, status, {}, { 'retry-after': '0' })
      },
    })
    expect((await failure(client.files.upload(scan()))).status).toBe(status)
    expect(to(uploadPath)).toHaveLength(1)
  })

  test('does not retry a broken connection, since the file may have arrived', async () => {
    const { client, to } = await open({
      upload: (res) => {
        res.socket?.destroy()
      },
    })
    expect((await failure(client.files.upload(scan()))).code).toBe('network')
    expect(to(uploadPath)).toHaveLength(1)
  })

  test.each([
    [{ detail: 'Unsupported file type' }, 'Assured refused the request: Unsupported file type.'],
    [{ name: ['This field is required.'] }, 'Assured refused the request: name: This field is required.'],
    [{ msg: 'Too big.' }, 'Assured refused the request: Too big.'],
    [{ odd: { nested: 1 } }, '(400)'],
    ['<html>', '(400)'],
  ])('passes on the server’s message: %j', async (body, said) => {
    const { client } = await open({
      upload: (res) => {
        respond(res, 400, body)
      },
    })
    const error = await failure(client.files.upload(scan()))
    expect(error.message).toContain(said)
    expect(shown(error)).toContain(typeof body === 'string' ? body : JSON.stringify(body))
  })
})

describe('Assured client › files.presignUrl', () => {
  test('exchanges an s3:// URI for a URL', async () => {
    const { client, to } = await open()
    const url = await client.files.presignUrl('s3://bucket/f1')
    expectTypeOf(url).toEqualTypeOf<string>()
    expect(url).toBe('https://bucket.test/f1?X-Amz-Signature=sig')
    const [seen] = to(presignPath)
    expect(seen).toMatchObject({ method: 'POST', path: presignPath })
    expect(JSON.parse(seen?.body ?? '')).toEqual({ s3_url: 's3://bucket/f1', presigned_url: '' })
    expect(seen?.headers['x-api-key']).toBe(apiKey)
    expect(seen?.headers.authorization).toMatch(/^Bearer ey/)
  })

  test('offers its response, decoded or raw, and takes call options', async () => {
    const { client, to } = await open()
    const { data, response } = await client.files.presignUrl('s3://b/f', { body: { ttl: 60 } }).withResponse()
    expect(data).toMatch(/^https/)
    expect(response.status).toBe(200)
    expect(JSON.parse(to(presignPath)[0]?.body ?? '')).toMatchObject({ ttl: 60 })
    expect((await client.files.presignUrl('s3://b/f').asResponse()).bodyUsed).toBe(false)
  })

  test('names the invalid field of a response', async () => {
    const { client } = await open({
      presign: (res) => {
        respond(res, 200, { presigned_url: null })
      },
    })
    const error = await failure(client.files.presignUrl('s3://b/f'))
    expect(error.code).toBe('invalid-response')
    expect(error.message).toContain('presigned_url: expected string')
  })
})

describe('Assured client › login', () => {
  test('happens once, on the first call, and is shared by concurrent calls', async () => {
    const { client, to } = await open()
    await Promise.all(Array.from({ length: 5 }, () => client.files.presignUrl('s3://b/f')))
    await client.files.upload(scan())
    expect(to(loginPath)).toHaveLength(1)
    expect(JSON.parse(to(loginPath)[0]?.body ?? '')).toEqual({
      email: 'a@example.test',
      password: 'secret-password',
      remember: true,
    })
    expect(to(loginPath)[0]?.headers).toMatchObject({ 'x-api-key': apiKey })
    expect(to(loginPath)[0]?.headers).not.toHaveProperty('authorization')
  })

  test('is renewed before the JWT expires, by its `exp`', async () => {
    const { client, to } = await open()
    const start = Date.now()
    await client.files.presignUrl('s3://b/f')
    vi.setSystemTime(start + 3500_000)
    await client.files.presignUrl('s3://b/f')
    expect(to(loginPath)).toHaveLength(1)
    vi.setSystemTime(start + 3570_000)
    await client.files.presignUrl('s3://b/f')
    expect(to(loginPath)).toHaveLength(2)
  })

  test.each([
    ['opaque', () => 'not.a.jwt'],
    ['without exp', () => jwt({ sub: 'u1' })],
    ['expired on arrival, as with a wrong clock', () => jwt({ exp: 1 })],
  ])('is renewed after about two and a half hours if the JWT has no expiry: %s', async (_, token) => {
    const { client, to } = await open({ token })
    const start = Date.now()
    await client.files.presignUrl('s3://b/f')
    vi.setSystemTime(start + 2.4 * 3600_000)
    await client.files.presignUrl('s3://b/f')
    expect(to(loginPath)).toHaveLength(1)
    vi.setSystemTime(start + 2.5 * 3600_000)
    await client.files.presignUrl('s3://b/f')
    expect(to(loginPath)).toHaveLength(2)
  })

  test('is repeated once after a 401, for all concurrent calls', async () => {
    const { client, to, valid } = await open()
    await client.files.presignUrl('s3://b/f')
    valid.clear()
    await Promise.all(Array.from({ length: 4 }, () => client.files.presignUrl('s3://b/f')))
    expect(to(loginPath)).toHaveLength(2)
    const record = await client.files.upload(scan())
    expect(record.id).toBe('f1')
  })

  test('is not repeated if the 401 persists', async () => {
    const { client, to } = await open({
      presign: (res) => {
        respond(res, 401, { detail: 'No.' })
      },
    })
    const error = await failure(client.files.presignUrl('s3://b/f'))
    expect(error).toMatchObject({ code: 'unauthorized', status: 401 })
    expect(to(presignPath)).toHaveLength(2)
    expect(to(loginPath)).toHaveLength(2)
  })

  test('fails the call with its own error, and the next call tries again', async () => {
    const { client, to, issue } = await open({
      login: (res) => {
        if (to(loginPath).length === 1) respond(res, 400, { detail: 'Wrong password' })
        else respond(res, 200, { data: { jwt: { access: issue() } } })
      },
    })
    const error = await failure(client.files.upload(scan()))
    expect(error).toMatchObject({ status: 400, message: 'Assured refused the request: Wrong password.' })
    expect(error.url).toContain(loginPath)
    expect(to(uploadPath)).toEqual([])
    await client.files.upload(scan())
    expect(to(uploadPath)).toHaveLength(1)
  })

  test('rejects a response without a token as an invalid response', async () => {
    const { client } = await open({
      login: (res) => {
        respond(res, 200, { data: { jwt: {} } })
      },
    })
    const error = await failure(client.files.upload(scan()))
    expect(error.code).toBe('invalid-response')
    expect(error.message).toContain('data.jwt.access: expected string')
  })

  test('continues for the other calls if one of them is aborted', async () => {
    const gate: { open?: () => void } = {}
    const { client, issue, to } = await open({
      login: (res) => {
        gate.open = () => {
          respond(res, 200, { data: { jwt: { access: issue() } } })
        }
      },
    })
    const controller = new AbortController()
    const left = client.files.presignUrl('s3://b/f', { signal: controller.signal })
    const stays = client.files.presignUrl('s3://b/f')
    await eventually(() => {
      expect(gate.open).toBeDefined()
    })
    controller.abort(new Error('left the page'))
    expect(await failure(left)).toMatchObject({ code: 'aborted', cause: { message: 'left the page' } })
    gate.open?.()
    expect(await stays).toMatch(/^https/)
    expect(to(loginPath)).toHaveLength(1)
  })

  test('is replaced by `getJwt`, which is called once for all, before the expiry and after a 401', async () => {
    const { baseUrl, issue, valid, to } = await open()
    let asked = 0
    const client = createAssuredClient({
      baseUrl,
      apiKey,
      getJwt: () => {
        asked++
        return Promise.resolve(issue())
      },
    })
    const start = Date.now()
    await Promise.all([client.files.presignUrl('s3://b/f'), client.files.upload(scan())])
    expect(asked).toBe(1)
    valid.clear()
    await client.files.presignUrl('s3://b/f')
    expect(asked).toBe(2)
    vi.setSystemTime(start + 3600_000)
    await client.files.presignUrl('s3://b/f')
    expect(asked).toBe(3)
    expect(to(loginPath)).toEqual([])
  })

  test.each([
    ['throws', () => Promise.reject(new Error('signed out'))],
    ['gives nothing', () => ''],
    ['gives what no header can carry', () => 'secret\nsecret'],
  ])('rejects a `getJwt` that %s as unauthorized', async (_, getJwt) => {
    const { baseUrl, seen } = await open()
    const error = await failure(createAssuredClient({ baseUrl, apiKey, getJwt }).files.presignUrl('s3://b/f'))
    expect(error.code).toBe('unauthorized')
    expect(shown(error)).not.toContain('secret')
    expect(seen).toEqual([])
  })

  test('does not happen for a call with an Authorization header of its own', async () => {
    const { baseUrl, client, issue, to } = await open()
    const own = `Bearer ${issue()}`
    await client.files.presignUrl('s3://b/f', { headers: { authorization: own } })
    const other = createAssuredClient({ baseUrl, apiKey, ...login, headers: () => ({ authorization: own }) })
    await other.files.presignUrl('s3://b/f')
    expect(to(presignPath).map(({ headers }) => headers.authorization)).toEqual([own, own])
    expect(to(loginPath)).toEqual([])
  })

  test('is not needed without credentials, as behind a proxy', async () => {
    const { baseUrl, to } = await open()
    await failure(createAssuredClient({ baseUrl }).files.presignUrl('s3://b/f'))
    expect(to(presignPath)).toHaveLength(1)
    expect(to(presignPath)[0]?.headers).not.toHaveProperty('authorization')
    expect(to(presignPath)[0]?.headers).not.toHaveProperty('x-api-key')
  })
})

test('Assured client › keeps keys, passwords and tokens out of URLs and errors', async () => {
  const { client, seen, baseUrl } = await open({
    upload: (res) => {
      respond(res, 400, { detail: 'No.' })
    },
    presign: (res) => {
      respond(res, 200, {})
    },
  })
  const unreachable = createAssuredClient({ baseUrl: 'http://127.0.0.1:1', apiKey, ...login })
  const odd = createAssuredClient({ baseUrl, apiKey: `${apiKey}\nx`, ...login })
  const errors = await Promise.all([
    failure(client.files.upload(scan())),
    failure(client.files.presignUrl('s3://b/f')),
    failure(unreachable.files.presignUrl('s3://b/f')),
    odd.files.presignUrl('s3://b/f').catch((error: unknown) => error),
  ])
  const tokens = seen.flatMap(({ headers }) => headers.authorization?.replace('Bearer ', '') ?? [])
  expect(tokens.length).toBeGreaterThan(0)
  for (const secret of [apiKey, login.password, ...tokens]) {
    for (const error of errors) expect(shown(error)).not.toContain(secret)
    for (const { path, query } of seen) expect(`${path}?${query.toString()}`).not.toContain(secret)
  }
})

describe('Assured backend', () => {
  test('uploads a file from selection to completion', async () => {
    const { baseUrl, client, to } = await open({
      upload: (res, { form }) => {
        respond(res, 201, {
          id: 'f1',
          name: form?.get('name'),
          file: 'https://bucket.test/f1',
          file_url: 's3://bucket/f1',
          created_at: '2026-04-22T10:11:12',
          storage_metadata: { bucket_name: 'bucket', file_size_bytes: 5 },
        })
      },
    })
    const backend = assuredBackend(client)
    const uploader = createUploader({ backend, transfer: fetchTransfer })
    const [upload] = uploader.add([new File(['hello'], 'Scan.PDF', { type: 'application/pdf' })])
    const file = await uploader.wait(upload?.id ?? '')
    const [seen] = to(uploadPath)
    const name = seen?.form?.get('name')
    expect(name).toMatch(uuidName('\\.PDF'))
    expect([...(seen?.form?.keys() ?? [])]).toEqual(['name', 'file'])
    expect(seen?.form?.get('file')).toMatchObject({ name: 'Scan.PDF', type: 'application/pdf' })
    expect(seen?.headers['x-api-key']).toBe(apiKey)
    expect(file).toEqual({
      id: 'f1',
      name: 'Scan.PDF',
      size: 5,
      contentType: 'application/pdf',
      kind: 'document',
      status: 'completed',
      createdAt: new Date('2026-04-22T10:11:12Z'),
      raw: {
        id: 'f1',
        name,
        file: 'https://bucket.test/f1',
        fileUrl: 's3://bucket/f1',
        createdAt: new Date('2026-04-22T10:11:12Z'),
        storageMetadata: { bucketName: 'bucket', fileSizeBytes: 5 },
      },
    })
    expect(file).not.toHaveProperty('url')
    expect(backend).toMatchObject({ name: 'assured', scope: baseUrl })
    expect(Object.keys(backend).sort()).toEqual(['confirm', 'name', 'presign', 'scope', 'sign'])
  })

  test('logs in once for ten files', async () => {
    const { client, to } = await open()
    const uploader = createUploader({ backend: assuredBackend(client), transfer: fetchTransfer })
    const uploads = uploader.add(Array.from({ length: 10 }, (_, index) => scan(`${index}.pdf`)))
    await Promise.all(uploads.map(({ id }) => uploader.wait(id)))
    expect(to(loginPath)).toHaveLength(1)
    expect(new Set(to(uploadPath).map(({ form }) => form?.get('name'))).size).toBe(10)
  })

  test('uses a new token for the retry of an upload whose token was rejected', async () => {
    const { client, to, valid } = await open()
    await client.files.presignUrl('s3://b/f')
    valid.clear()
    const uploader = createUploader({ backend: assuredBackend(client), transfer: fetchTransfer })
    const [one, two] = uploader.add([scan(), scan()])
    const ids = [one?.id ?? '', two?.id ?? '']
    for (const id of ids) expect((await failure(uploader.wait(id))).code).toBe('unauthorized')
    for (const id of ids) uploader.retry(id)
    for (const id of ids) expect((await uploader.wait(id)).status).toBe('completed')
    expect(to(loginPath)).toHaveLength(2)
  })

  test('fails the upload with the name of the field if the response is no record', async () => {
    const { client } = await open({
      upload: (res) => {
        respond(res, 201, { id: null })
      },
    })
    const uploader = createUploader({ backend: assuredBackend(client), transfer: fetchTransfer })
    const [upload] = uploader.add([scan()])
    const error = await failure(uploader.wait(upload?.id ?? ''))
    expect(error).toMatchObject({ code: 'invalid-response', status: 201 })
    expect(error.url).toContain(uploadPath)
    expect(error.message).toContain('id: expected string')
  })

  test('fails the file with the error of the login', async () => {
    const { client } = await open({
      login: (res) => {
        respond(res, 401, {})
      },
    })
    const intent = { uploadId: 'u1', name: 'a.pdf', size: 1, contentType: 'application/pdf' }
    const [result] = await assuredBackend(client).sign([intent], {})
    expect(result).toMatchObject({ code: 'unauthorized' })
  })

  test('sends the headers of the client; behind a proxy no credentials', async () => {
    const { baseUrl } = await open()
    const client = createAssuredClient({ baseUrl: `${baseUrl}/proxy/`, headers: () => ({ 'x-team': 'a' }) })
    const intent = { uploadId: 'u1', name: 'a.pdf', size: 1, contentType: 'application/pdf' }
    const [result] = await assuredBackend(client).sign([intent], {})
    expect(result).toMatchObject({
      target: {
        type: 'post',
        url: `${baseUrl}/proxy${uploadPath}`,
        headers: { accept: 'application/json', 'x-team': 'a' },
        fileField: 'file',
      },
      file: { status: 'pending' },
    })
    expect(JSON.stringify(result)).not.toMatch(/authorization|x-api-key/)
  })

  test.each([
    [
      'https://b.test/f1?X-Amz-Date=20260422T101112Z&X-Amz-Expires=300&X-Amz-Signature=s',
      '2026-04-22T10:16:12Z',
    ],
    ['https://b.test/f1?AWSAccessKeyId=k&Expires=1776852972&Signature=s', '2026-04-22T10:16:12Z'],
    ['https://b.test/f1', undefined],
  ])('presign returns when the URL expires, if it says so: %s', async (presigned_url, until) => {
    const { client, to } = await open({
      presign: (res) => {
        respond(res, 200, { presigned_url })
      },
    })
    const result = await assuredBackend(client).presign('s3://bucket/f1', {})
    expect(result).toEqual({
      url: presigned_url,
      expiresAt: until === undefined ? undefined : new Date(until),
    })
    expect(to(presignPath)[0]?.body).toContain('s3://bucket/f1')
  })
})
