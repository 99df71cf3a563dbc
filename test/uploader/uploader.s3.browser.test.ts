import { afterEach, beforeEach, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { cdp } from 'vitest/browser'
import type { Backend } from '../../src/backends/backend.ts'
import { s3Backend } from '../../src/backends/s3/backend.ts'
import { createS3Client, type S3ClientOptions } from '../../src/backends/s3/client.ts'
import type { UploadErrorCode } from '../../src/errors.ts'
import { createUploader, type Uploader } from '../../src/uploader/uploader.ts'
import type { UploadEvent } from '../../src/uploader/events.ts'
import { uploadFraction } from '../../src/uploader/progress.ts'
import type { RetryOptions } from '../../src/uploader/retry-policy.ts'
import type { UploadStatus } from '../../src/uploader/upload.ts'
import { isOverBidi } from '../support/bidi-workarounds.ts'
import { faultProxyLog, setFaults } from '../support/fault-proxy-control.ts'
import { eventually } from '../support/eventually.ts'

// Real XMLHttpRequest in a real browser, against the upload handler and an S3 store on another origin, each
// behind a fault proxy.
const apiUrl = inject('apiUrl')
const storeUrl = inject('storeUrl')

async function openGates() {
  await setFaults(apiUrl)
  await setFaults(storeUrl)
}
beforeEach(openGates)
afterEach(openGates)

function open(options: Partial<S3ClientOptions> = {}, retry?: RetryOptions) {
  const client = createS3Client({ baseUrl: apiUrl, retries: 0, ...options })
  const uploader = createUploader({ backend: s3Backend(client), retry })
  const events: UploadEvent[] = []
  uploader.on((event) => events.push(event))
  return { client, uploader, events }
}

function add(uploader: Uploader, file: File): string {
  const [upload] = uploader.add([file])
  if (!upload) throw new Error('nothing was added')
  return upload.id
}

const bytes = (size: number) => Uint8Array.from({ length: size }, (_, index) => index % 251)
const text = (name = 'a.txt', content = 'hello') => new File([content], name, { type: 'text/plain' })
const big = (megabytes = 4) => new File([new Uint8Array(megabytes * 1_000_000)], 'big.bin')

function reaches(uploader: Uploader, id: string, status: UploadStatus) {
  return vi.waitFor(
    () => {
      expect(uploader.get(id)?.state.status).toBe(status)
    },
    { timeout: 10_000, interval: 5 },
  )
}

async function storedNames(): Promise<readonly string[]> {
  const { files } = await createS3Client({ baseUrl: apiUrl }).list({ limit: 200 })
  return files.map(({ name }) => name)
}

/** Requests in flight may still arrive: the store must be empty and stay empty. */
async function staysEmpty() {
  let emptySince = Infinity
  await vi.waitFor(
    async () => {
      const names = await storedNames()
      emptySince = names.length > 0 ? Infinity : Math.min(emptySince, Date.now())
      expect(Date.now() - emptySince).toBeGreaterThan(2_000)
    },
    { timeout: 20_000, interval: 200 },
  )
}

async function clearStore() {
  const client = createS3Client({ baseUrl: apiUrl })
  const { files } = await client.list({ limit: 200 })
  await Promise.all(files.map(({ id }) => client.delete(id)))
}

describe.each([
  ['a presigned PUT', apiUrl],
  ['a POST policy', `${apiUrl}/post`],
])('upload by %s', (_, baseUrl) => {
  test('stores the bytes and resolves with the file', async () => {
    const { uploader } = open({ baseUrl })
    const content = bytes(300_000)
    const remote = await uploader.wait(add(uploader, new File([content], 'bytes.bin')))
    expect(remote).toMatchObject({ name: 'bytes.bin', size: 300_000, status: 'completed' })
    const stored = await fetch(remote.url ?? '')
    expect(new Uint8Array(await stored.arrayBuffer())).toEqual(content)
  })

  test('accepts any file: empty, untyped, named in Arabic with #?%, with the name of another', async () => {
    await clearStore()
    const { uploader } = open({ baseUrl })
    const files = [
      new File([], 'empty.txt', { type: 'text/plain' }),
      new File(['x'], 'no type'),
      text('تقرير سنوي #1?50%.txt'),
      text('same.txt', 'first'),
      text('same.txt', 'second'),
      text("quote\"s & <tags> 'n' ü 日本.txt"),
    ]
    const uploads = uploader.add(files)
    const remotes = await Promise.all(uploads.map(({ id }) => uploader.wait(id)))
    expect(remotes.map(({ name }) => name)).toEqual(files.map(({ name }) => name))
    expect(remotes.map(({ size }) => size)).toEqual(files.map(({ size }) => size))
    expect(new Set(remotes.map(({ id }) => id)).size).toBe(files.length)
    const contents = await Promise.all(
      remotes.slice(3, 5).map(async ({ url = '' }) => (await fetch(url)).text()),
    )
    expect(contents).toEqual(['first', 'second'])
    expect([...(await storedNames())].sort()).toEqual(files.map(({ name }) => name).sort())
  })

  test('sends no credentials, cookies or custom headers to the store', async () => {
    const { uploader } = open({
      baseUrl,
      headers: { authorization: 'Bearer secret', 'x-api-key': 'secret', 'x-tenant': 'secret' },
    })
    document.cookie = 'session=secret'
    await uploader.wait(add(uploader, text()))
    const api = await faultProxyLog(apiUrl)
    expect(api.some(({ headers }) => headers['authorization'] === 'Bearer secret')).toBe(true)
    const sent = (await faultProxyLog(storeUrl)).filter(({ headers }) => headers['origin'] !== undefined)
    expect(sent.map(({ method }) => method)).toContain(baseUrl === apiUrl ? 'PUT' : 'POST')
    for (const { headers, url } of sent) {
      expect(JSON.stringify([headers, url])).not.toContain('secret')
      expect(headers['cookie']).toBeUndefined()
      expect(headers['authorization']).toBeUndefined()
    }
  })
})

/** A backend whose URLs sign no more than it says, as those of others may. */
function backendSigning(headers: Record<string, string>): Backend {
  return {
    name: 'bare',
    maxBatchSize: 50,
    sign: (intents) =>
      Promise.resolve(
        intents.map(({ uploadId: id, name }) => ({
          target: { type: 'put', url: `${storeUrl}/bare/${id}`, headers },
          file: { id, name, status: 'completed', raw: undefined },
        })),
      ),
  }
}

const readable = { 'access-control-allow-origin': '*' }
const allowed = { ...readable, 'access-control-allow-methods': 'PUT', 'access-control-allow-headers': '*' }
const preflights = { match: '^OPTIONS', act: 'respond', status: 204, headers: allowed } as const

describe('Content-Type', () => {
  const files = [text(), new File(['x'], 'no type'), new File([bytes(100_000)], 'big.bin', { type: 'a/b' })]

  test.each<[string, Record<string, string>, string | undefined]>([
    ['none, where none was signed', {}, undefined],
    ['the signed one, whatever the file’s own', { 'content-type': 'image/png' }, 'image/png'],
  ])('is %s', async (_, headers, expected) => {
    await setFaults(storeUrl, preflights, { match: '^PUT', act: 'respond', status: 200, headers: readable })
    const uploader = createUploader({ backend: backendSigning(headers), storage: null })
    await Promise.all(uploader.add(files).map(({ id }) => uploader.wait(id)))
    const puts = (await faultProxyLog(storeUrl)).filter(({ method }) => method === 'PUT')
    expect(puts.map((put) => put.headers['content-type'])).toEqual(files.map(() => expected))
  })
})

describe('the six connections per host', () => {
  const filesOf = (count: number) =>
    Array.from({ length: count }, (_, index) => new File([bytes(60_000)], `${index}.bin`))
  const puts = async () => (await faultProxyLog(storeUrl)).filter(({ method }) => method === 'PUT').length

  test('leave one for other requests to the store’s host while five files are sent', async () => {
    await setFaults(storeUrl, { match: '^PUT', act: 'hold' })
    const { uploader } = open()
    const uploads = uploader.add(filesOf(9))
    // The log is asked of the very host that keeps the files.
    await eventually(async () => {
      expect(await puts()).toBe(5)
    })
    await new Promise((done) => setTimeout(done, 300))
    expect(await puts()).toBe(5)
    await setFaults(storeUrl)
    await Promise.all(uploads.map(({ id }) => uploader.wait(id)))
  })

  test('can queue requests, which do not count as stalled', async () => {
    await setFaults(storeUrl, { match: '^PUT', act: 'slow', bytesPerSecond: 30_000 })
    const client = createS3Client({ baseUrl: apiUrl })
    // Half of the time that the others take: a queued request waits for longer than the stall timeout.
    const retry = { stallTimeoutMs: 1000 }
    const uploader = createUploader({ backend: s3Backend(client), retry, concurrency: 10 })
    const uploads = uploader.add(filesOf(10))
    const statuses = () => uploads.map(({ id }) => uploader.get(id)?.state.status).sort()
    const six = Array.from({ length: 6 }, () => 'finishing')
    await eventually(() => {
      expect(statuses()).toEqual([...six, 'uploading', 'uploading', 'uploading', 'uploading'])
    })
    await Promise.all(uploads.map(({ id }) => uploader.wait(id)))
    expect(uploads.flatMap(({ id }) => uploader.get(id)?.stats?.failures)).toEqual([])
  })
})

test('uploader › never reads a file as a stream, which fails for large files in Safari', async () => {
  const streams = vi.spyOn(Blob.prototype, 'stream')
  onTestFinished(() => {
    streams.mockRestore()
  })
  for (const mount of ['', '/post', '/big', '/md5']) {
    const client = createS3Client({ baseUrl: `${apiUrl}${mount}` })
    const backend = s3Backend(client, mount === '/md5' ? { checksum: 'md5' } : {})
    const uploader = createUploader({ backend, storage: null })
    await Promise.all(uploader.add([text(), big(6)]).map(({ id }) => uploader.wait(id)))
  }
  expect(streams.mock.calls).toEqual([])
})

/** Slows the browser's own uploads down: loopback's buffers would swallow them at once and hide all progress. */
async function throttleUploads(uploadThroughput: number) {
  const conditions = { offline: false, latency: 0, downloadThroughput: -1 }
  await cdp().send('Network.enable')
  await cdp().send('Network.emulateNetworkConditions', { ...conditions, uploadThroughput })
  onTestFinished(async () => {
    await cdp().send('Network.emulateNetworkConditions', { ...conditions, uploadThroughput: -1 })
    await cdp().send('Network.disable')
  })
}

test('uploader › waits while the browser is offline, and continues automatically', async () => {
  // Without a real network the page would lose its test runner, too.
  let isOnline = true
  const spy = vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => isOnline)
  onTestFinished(() => {
    spy.mockRestore()
  })
  const become = (online: boolean) => {
    isOnline = online
    window.dispatchEvent(new Event(online ? 'online' : 'offline'))
  }
  await setFaults(storeUrl, { match: '^PUT', act: 'hold', times: 2 })
  const { uploader } = open()
  const ids = uploader.add([big(4), big(5)]).map(({ id }) => id)
  const puts = async () => (await faultProxyLog(storeUrl)).filter(({ method }) => method === 'PUT')
  await eventually(async () => {
    expect(await puts()).toHaveLength(2)
  })
  become(false)
  const waiting = { status: 'offline' }
  await eventually(() => {
    expect(ids.map((id) => uploader.get(id)?.state)).toEqual([waiting, waiting])
  })
  await new Promise((done) => setTimeout(done, 500))
  expect(await puts()).toHaveLength(2)
  become(true)
  await Promise.all(ids.map((id) => uploader.wait(id)))
  expect(await puts()).toHaveLength(4)
})

describe('progress', () => {
  test.skipIf(isOverBidi)('never decreases, and is below 1 before the response', async () => {
    await throttleUploads(4_000_000)
    const { uploader } = open()
    const seen: { one: number; all: number; status: string }[] = []
    const id = add(uploader, big(6))
    uploader.subscribe(id, () => {
      const upload = uploader.get(id)
      if (!upload) return
      seen.push({ one: uploadFraction(upload), all: uploader.totals().fraction, status: upload.state.status })
    })
    await uploader.wait(id)
    expect(seen.length).toBeGreaterThan(8)
    for (const figures of [seen.map(({ one }) => one), seen.map(({ all }) => all)]) {
      expect([...figures].sort((a, b) => a - b)).toEqual(figures)
    }
    const early = seen.filter(({ status }) => status !== 'completed')
    expect(early.every(({ one, all }) => one < 1 && all < 1)).toBe(true)
    expect(seen.at(-1)).toMatchObject({ one: 1, all: 1, status: 'completed' })
    expect(seen.map(({ status }) => status)).toContain('finishing')
  })

  test.skipIf(isOverBidi)('does not decrease when a paused upload starts over', async () => {
    await throttleUploads(4_000_000)
    const { uploader } = open()
    const id = add(uploader, big(8))
    await eventually(() => {
      expect(uploader.get(id)?.maxSentBytes).toBeGreaterThan(0)
    })
    uploader.pause(id)
    const shown = uploader.get(id)?.maxSentBytes ?? 0
    uploader.resume(id)
    let lowest = shown
    uploader.subscribe(id, () => {
      lowest = Math.min(lowest, uploader.get(id)?.maxSentBytes ?? 0)
    })
    await uploader.wait(id)
    expect(lowest).toBe(shown)
  })
})

describe('cancelling', () => {
  const isBytes = { match: '^PUT' }
  const phases = [
    ['signing', 'api', { match: '^POST /sign', act: 'hold' }, '/sign'],
    ['uploading', 'store', { ...isBytes, act: 'slow', bytesPerSecond: 3_000_000 }, '/uploads'],
    ['finishing', 'store', { ...isBytes, act: 'hold', at: 'response' }, '/uploads'],
    ['finishing', 'api', { match: '^POST /confirm', act: 'hold' }, '/confirm'],
  ] as const

  test.each(phases)('while %s (held at the %s) aborts the request and leaves nothing', async (...phase) => {
    const [status, server, rule, path] = phase
    await clearStore()
    const gate = server === 'api' ? apiUrl : storeUrl
    await setFaults(gate, rule)
    const { uploader, events } = open()
    const id = add(uploader, status === 'uploading' ? big() : text())
    const outcome = uploader.wait(id)
    await reaches(uploader, id, status)
    const isHeld = async () =>
      (await faultProxyLog(gate)).find(({ url, method }) => url.includes(path) && method !== 'OPTIONS')
    await eventually(async () => {
      expect(await isHeld()).toBeDefined()
    })
    uploader.cancel(id)
    await expect(outcome).rejects.toMatchObject({ code: 'aborted' })
    const eventCount = events.length
    await eventually(async () => {
      expect(await isHeld()).toMatchObject({ aborted: true, responded: false })
    })
    await setFaults(gate)
    await staysEmpty()
    expect(events).toHaveLength(eventCount)
    expect(uploader.get(id)?.state.status).toBe('cancelled')
  })

  test('while processing deletes the stored file', async () => {
    await clearStore()
    const { uploader, events } = open({ baseUrl: `${apiUrl}/processing` })
    const id = add(uploader, text())
    await reaches(uploader, id, 'processing')
    expect(await storedNames()).toEqual(['a.txt'])
    uploader.cancel(id)
    const eventCount = events.length
    await staysEmpty()
    expect(events).toHaveLength(eventCount)
  })

  test('while hashing sends nothing', async () => {
    const client = createS3Client({ baseUrl: apiUrl })
    const uploader = createUploader({ backend: { ...s3Backend(client), contentHash: 'sha-256' } })
    const [upload] = uploader.add([big(64)])
    const id = upload?.id ?? ''
    await reaches(uploader, id, 'hashing')
    uploader.cancel(id)
    await new Promise((done) => setTimeout(done, 500))
    expect(uploader.get(id)?.state.status).toBe('cancelled')
    // The cleanups of earlier tests may still delete.
    expect((await faultProxyLog(apiUrl)).filter(({ method }) => method !== 'DELETE')).toEqual([])
  })

  test('while queued sends nothing', async () => {
    const { uploader } = open()
    const [upload] = uploader.add([text()])
    uploader.cancel(upload?.id ?? '')
    await new Promise((done) => setTimeout(done, 100))
    expect(await faultProxyLog(storeUrl)).toEqual([])
  })
})

describe('failed upload', () => {
  const html = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Not found' }
  const json = { headers: { 'content-type': 'application/json' } }
  const wrong = JSON.stringify({ uploads: [{ file: { id: 7 }, target: { type: 'put' } }] })

  async function fails(options: Partial<S3ClientOptions> = {}) {
    const { uploader } = open(options, { maxElapsedMs: 0 })
    const id = add(uploader, text())
    const error: unknown = await uploader.wait(id).catch((thrown: unknown) => thrown)
    expect(uploader.get(id)?.state).toEqual({ status: 'failed', error })
    return { error, uploader, id }
  }

  test.each<[string, UploadErrorCode, string, object]>([
    ['500', 'server-error', 'Try again', { status: 500 }],
    ['HTML instead of JSON', 'invalid-response', 'baseUrl', { status: 200, ...html }],
    [
      'JSON of the wrong shape',
      'invalid-response',
      'uploads[0].file.id',
      { status: 200, ...json, body: wrong },
    ],
    ['401', 'unauthorized', 'Sign in', { status: 401 }],
    ['403', 'forbidden', 'access', { status: 403 }],
    ['429', 'rate-limited', 'Wait', { status: 429 }],
  ])('after a response of the API with %s: %s', async (_, code, remedy, response) => {
    await setFaults(apiUrl, { match: '^POST /sign', act: 'respond', ...response })
    const { error, uploader, id } = await fails()
    expect(error).toMatchObject({ code, message: expect.stringContaining(remedy) as string })
    await setFaults(apiUrl)
    uploader.retry(id)
    await uploader.wait(id)
  })

  test('if the API is down', async () => {
    const { error } = await fails({ baseUrl: 'http://127.0.0.1:1' })
    expect(error).toMatchObject({ code: 'network', message: expect.stringContaining('running') as string })
  })

  test('if the API never responds', async () => {
    await setFaults(apiUrl, { match: '^POST /sign', act: 'hold' })
    const { error } = await fails({ timeoutMs: 200 })
    expect(error).toMatchObject({ code: 'timeout' })
  })

  test('if the URL has expired, although the page only sees status 0', async () => {
    // The handler signs for one second; the store is reached later than that.
    await setFaults(apiUrl, {
      match: '^POST /short/sign',
      act: 'respond',
      ...json,
      ...(await signedLongAgo()),
    })
    const { error } = await fails({ baseUrl: `${apiUrl}/short` })
    expect(error).toMatchObject({ code: 'url-expired', message: expect.stringContaining('signed') as string })
    expect(JSON.stringify(error)).not.toContain('X-Amz')
  })

  test('if the store responds with a 500 and an S3 error', async () => {
    const body = '<Error><Code>InternalError</Code><Message>We</Message><RequestId>r7</RequestId></Error>'
    const headers = { 'access-control-allow-origin': '*' }
    await setFaults(storeUrl, { match: '^PUT', act: 'respond', status: 500, headers, body })
    const { error } = await fails()
    expect(error).toMatchObject({ code: 'server-error', status: 500, requestId: 'r7' })
  })

  test('if the store breaks the connection', async () => {
    await setFaults(storeUrl, { match: '^PUT', act: 'drop' })
    const { error, uploader, id } = await fails()
    // Firefox may report no progress: then CORS rules that reject the page are as likely.
    const code: unknown = isOverBidi ? expect.stringMatching(/^(network|cors)$/) : 'network'
    expect(error).toMatchObject({ code })
    await setFaults(storeUrl)
    uploader.retry(id)
    await uploader.wait(id)
  })

  test('if the store’s CORS rules exclude this page', async () => {
    await setFaults(storeUrl, { match: '^OPTIONS', act: 'respond', status: 403 })
    const { error } = await fails()
    expect(error).toMatchObject({ code: 'cors', message: expect.stringContaining('CORS') as string })
  })

  test('if the signer does not return a signed header, although the page only sees status 0', async () => {
    const backend = s3Backend(createS3Client({ baseUrl: apiUrl }))
    const uploader = createUploader({
      backend: {
        ...backend,
        async sign(intents, call) {
          const signed = await backend.sign(intents, call)
          return signed.map((one) =>
            'target' in one ? { ...one, target: { ...one.target, headers: {} } } : one,
          )
        },
      },
      retry: { maxElapsedMs: 0 },
      storage: null,
    })
    await expect(uploader.wait(add(uploader, text()))).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(/doesn't contain: .*content-type/) as string,
    })
  })

  test('if the file can no longer be read', async () => {
    const file = text('gone.txt')
    // A page cannot change a file on disk: this is the error of a browser for a file that has changed.
    Object.defineProperty(file, 'slice', {
      value: () => ({
        size: 5,
        type: '',
        arrayBuffer: () => Promise.reject(new DOMException('changed', 'NotReadableError')),
      }),
    })
    await setFaults(storeUrl, { match: '^PUT', act: 'drop' })
    const { uploader } = open()
    await expect(uploader.wait(add(uploader, file))).rejects.toMatchObject({ code: 'file-changed' })
  })

  async function signedLongAgo() {
    const signed = await createS3Client({ baseUrl: `${apiUrl}/short` })
      .sign([{ name: 'a.txt', size: 5, contentType: 'text/plain' }])
      .asResponse()
    const body = await signed.text()
    await new Promise((done) => setTimeout(done, 1_600))
    return { status: 200, body }
  }
})
