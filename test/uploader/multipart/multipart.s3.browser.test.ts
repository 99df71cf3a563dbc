import { afterEach, beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest'
import { commands, server, userEvent } from 'vitest/browser'
import type { Backend } from '../../../src/backends/backend.ts'
import type * as backendModule from '../../../src/backends/s3/backend.ts'
import { s3Backend } from '../../../src/backends/s3/backend.ts'
import type * as clientModule from '../../../src/backends/s3/client.ts'
import { createS3Client } from '../../../src/backends/s3/client.ts'
import { UploadError } from '../../../src/errors.ts'
import type * as uploaderModule from '../../../src/uploader/uploader.ts'
import { createUploader, type Uploader } from '../../../src/uploader/uploader.ts'
import type { UploaderOptions } from '../../../src/uploader/uploader-options.ts'
import type { UploadEvent } from '../../../src/uploader/events.ts'
import type * as storageModule from '../../../src/uploader/resume/indexed-db-storage.ts'
import { indexedDbStorage } from '../../../src/uploader/resume/indexed-db-storage.ts'
import { xhrTransfer } from '../../../src/uploader/transfer/xhr-transfer.ts'
import { isOverBidi } from '../../support/bidi-workarounds.ts'
import { faultProxyLog, setFaults } from '../../support/fault-proxy-control.ts'
import { eventually } from '../../support/eventually.ts'
import { openOtherTab } from '../resume/other-tab.ts'

// Parts, digests, retries and expiry in a browser, against S3 or the sandbox's store.
const apiUrl = inject('apiUrl')
const storeUrl = inject('storeUrl')
const mebi = 1024 ** 2
const partSize = 8 * mebi

async function openGates() {
  await setFaults(apiUrl)
  await setFaults(storeUrl)
}
beforeEach(openGates)
afterEach(openGates)

function open(mount: string, more: Partial<UploaderOptions> = {}) {
  const client = createS3Client({ baseUrl: `${apiUrl}/${mount}` })
  const backend: Backend = more.backend ?? s3Backend(client)
  const retry = { minDelayMs: 20, maxDelayMs: 200 }
  const uploader = createUploader({ retry, storage: null, ...more, backend })
  const events: UploadEvent[] = []
  uploader.on((event) => events.push(event))
  return { client, uploader, events }
}

/** Bytes that differ from part to part, so that parts in the wrong order are detected. */
function fileOf(megabytes: number): File {
  const bytes = new Uint8Array(megabytes * 1_000_000)
  for (let at = 0; at < bytes.length; at += 1024) bytes[at] = (at / 1024) % 251
  return new File([bytes], 'big.bin')
}

const add = (uploader: Uploader, file: File) => uploader.add([file])[0]?.id ?? ''

async function digestOf(source: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await source.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function isStored(url: string | undefined, file: File) {
  const stored = await (await fetch(url ?? '')).blob()
  expect(await digestOf(stored)).toBe(await digestOf(file))
}

/** Numbers of the sent parts, in order. */
async function partsSent(): Promise<readonly number[]> {
  const log = (await faultProxyLog(storeUrl)).filter(({ method }) => method === 'PUT')
  return log.flatMap(({ url }) => {
    const number = new URL(url, storeUrl).searchParams.get('partNumber')
    return number === null ? [] : [Number(number)]
  })
}

describe('multipart upload', () => {
  test('sends each part once and stores the whole file', async () => {
    const { uploader } = open('big')
    const file = fileOf(30)
    const remote = await uploader.wait(add(uploader, file))
    expect(remote).toMatchObject({ name: 'big.bin', size: 30_000_000, status: 'completed' })
    await isStored(remote.url, file)
    expect([...(await partsSent())].sort()).toEqual([1, 2, 3, 4])
  })

  test('sends only the failed part again after a broken connection or a 503', async () => {
    await setFaults(
      storeUrl,
      { match: '^PUT .*partNumber=2', act: 'drop', times: 1 },
      { match: '^PUT .*partNumber=3', act: 'respond', status: 503, headers: readable, times: 2 },
    )
    const { uploader } = open('big')
    const file = fileOf(30)
    const remote = await uploader.wait(add(uploader, file))
    await isStored(remote.url, file)
    expect([...(await partsSent())].sort()).toEqual([1, 2, 2, 3, 3, 3, 4])
  })

  test('refreshes URLs that expire before their part is sent, without a failure', async () => {
    await setFaults(storeUrl, { match: '^PUT', act: 'slow', bytesPerSecond: 8_000_000 })
    const { uploader } = open('bigshort', { concurrency: 1 })
    const file = fileOf(30)
    const id = add(uploader, file)
    const remote = await uploader.wait(id)
    await isStored(remote.url, file)
    expect(await partsSent()).toEqual([1, 2, 3, 4])
    expect(uploader.get(id)?.stats?.failures).toEqual([])
  })

  test('completes without exposed ETags, with a warning', async () => {
    await setFaults(storeUrl, { match: '^PUT', act: 'hide-headers' })
    const { uploader, events } = open('big')
    const file = fileOf(20)
    const remote = await uploader.wait(add(uploader, file))
    await isStored(remote.url, file)
    const warnings = events.filter((event) => event.type === 'warning')
    expect(warnings.map(({ error }) => error.code)).toEqual(['etag-not-exposed'])
  })

  test('sends only the missing parts after a pause', async () => {
    await setFaults(storeUrl, { match: '^PUT .*partNumber=(1|2)', act: 'hold' })
    const completed = new Set<string | null>()
    const { uploader } = open('big', {
      concurrency: 2,
      transfer: async (request) => {
        const response = await xhrTransfer(request)
        completed.add(new URL(request.url).searchParams.get('partNumber'))
        return response
      },
    })
    // A part whose bytes were all sent cannot be paused: more bytes must remain than fit in the socket buffers.
    const file = fileOf(60)
    const id = add(uploader, file)
    // Two connections: either part can reach the store first.
    await eventually(async () => {
      expect([...(await partsSent())].sort()).toEqual([1, 2])
    })
    uploader.pause(id)
    await setFaults(storeUrl, { match: '^PUT .*partNumber=(4|5)', act: 'hold' })
    uploader.resume(id)
    await eventually(async () => {
      expect([...completed].sort()).toEqual(['1', '2', '3'])
      expect([...(await partsSent())].sort()).toEqual([1, 2, 3, 4, 5])
    })
    uploader.pause(id)
    await setFaults(storeUrl)
    uploader.resume(id)
    const remote = await uploader.wait(id)
    expect([...(await partsSent())].sort()).toEqual([4, 5, 6, 7, 8])
    await isStored(remote.url, file)
  })

  test('sends only the missing parts in a new tab after the first has crashed', async () => {
    await setFaults(storeUrl, { match: '^PUT .*partNumber=[4-8]', act: 'hold' })
    const database = `test-${crypto.randomUUID()}`
    onTestFinished(() => {
      indexedDB.deleteDatabase(database)
    })
    const file = fileOf(60)
    const { load, crash } = await openOtherTab()
    const other = {
      ...(await load<typeof uploaderModule>('../../../src/uploader/uploader.ts')),
      ...(await load<typeof clientModule>('../../../src/backends/s3/client.ts')),
      ...(await load<typeof backendModule>('../../../src/backends/s3/backend.ts')),
      ...(await load<typeof storageModule>('../../../src/uploader/resume/indexed-db-storage.ts')),
    }
    const cutOff = other.createUploader({
      backend: other.s3Backend(other.createS3Client({ baseUrl: `${apiUrl}/big` })),
      storage: other.indexedDbStorage(database),
      // The last part fits in the socket buffers and could arrive after the cancel: it must not be in flight.
      concurrency: 2,
    })
    add(cutOff, file)
    const storage = indexedDbStorage(database)
    await eventually(async () => {
      const [record] = await storage.list()
      expect([...(record?.doneParts ?? [])].sort()).toEqual([1, 2, 3])
    })
    crash()
    await setFaults(storeUrl)
    const { uploader } = open('big', { storage })
    const id = add(uploader, file)
    const remote = await uploader.wait(id)
    expect([...(await partsSent())].sort()).toEqual([4, 5, 6, 7, 8])
    expect(uploader.get(id)?.stats).toMatchObject({ attempts: 5, failures: [] })
    await isStored(remote.url, file)
    expect(await storage.list()).toEqual([])
  })

  test('leaves no parts when it is cancelled', async () => {
    const tokens: string[] = []
    const client = createS3Client({ baseUrl: `${apiUrl}/big` })
    const backend = s3Backend(client)
    await setFaults(storeUrl, { match: '^PUT .*partNumber=3', act: 'hold' })
    const { uploader } = open('big', {
      backend: {
        ...backend,
        async sign(...asked) {
          const signed = await backend.sign(...asked)
          for (const one of signed) {
            if ('target' in one && one.target.type === 'multipart') tokens.push(one.target.resumeToken)
          }
          return signed
        },
      },
    })
    const id = add(uploader, fileOf(30))
    await eventually(() => {
      expect(uploader.get(id)?.maxSentBytes).toBeGreaterThan(partSize)
    })
    uploader.cancel(id)
    await setFaults(storeUrl)
    await eventually(async () => {
      expect(tokens).toHaveLength(1)
      await expect(backend.resume(tokens[0] ?? '', {})).rejects.toMatchObject({ code: 'not-found' })
    })
  })
})

const readable = { 'access-control-allow-origin': '*' }

describe('checksum', () => {
  test.each(['md5', 'sha256'] as const)('%s: is accepted for single requests and parts', async (mount) => {
    const checksum = mount === 'md5' ? 'md5' : 'sha-256'
    const client = createS3Client({ baseUrl: `${apiUrl}/${mount}` })
    const { uploader } = open(mount, { backend: s3Backend(client, { checksum }) })
    for (const file of [fileOf(1), fileOf(20), new File([], 'empty.txt')]) {
      const remote = await uploader.wait(add(uploader, file))
      await isStored(remote.url, file)
    }
  })

  test.each(['md5', 'sha256'] as const)('%s: refuses other bytes', async (mount) => {
    const checksum = mount === 'md5' ? 'md5' : 'sha-256'
    const client = createS3Client({ baseUrl: `${apiUrl}/${mount}` })
    const { uploader } = open(mount, {
      backend: s3Backend(client, { checksum }),
      // As a proxy or a disk that changes a byte.
      transfer: (request) => xhrTransfer({ ...request, body: new Blob([new Uint8Array(request.size)]) }),
    })
    const error: unknown = await uploader.wait(add(uploader, fileOf(1))).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UploadError)
    expect(error).not.toMatchObject({ code: 'aborted' })
    const { files } = await client.list({ limit: 200 })
    for (const { url, size } of files.filter(({ size }) => size === 1_000_000)) {
      const stored = new Uint8Array(await (await fetch(url ?? '')).arrayBuffer())
      expect([size, stored.some((byte) => byte !== 0)]).toEqual([1_000_000, true])
    }
  })

  test.skipIf(isOverBidi).each([
    { what: 'a file', mount: 'big', before: 'a'.repeat(200_000), after: 'b'.repeat(300_000) },
    { what: 'a file whose beginning is left', mount: 'big', before: 'a'.repeat(200_000), after: 'b' },
    { what: 'a small file of the same size', mount: 'big', before: 'aaaa', after: 'bbbb' },
    { what: 'a small file in a form', mount: 'post', before: 'aaaa', after: 'bbbb' },
  ])(
    'fails $what that changed on disk with file-changed, and leaves no object',
    async ({ mount, before, after }) => {
      const { path, file } = await chooseFile(before)
      await changeLater(path, after)
      const { uploader, client } = open(mount)
      const other = new File(['not changed'], 'other.txt', { type: 'text/plain' })
      const [id, otherId] = uploader.add([file, other]).map((upload) => upload.id)
      await expect(uploader.wait(id ?? '')).rejects.toMatchObject({
        code: 'file-changed',
        message: expect.stringContaining('Choose it again') as string,
      })
      const arrived = await uploader.wait(otherId ?? '')
      const { files } = await client.list({ limit: 200 })
      const names = files.filter(({ status }) => status !== 'pending').map(({ name }) => name)
      expect(names).not.toContain(path)
      expect(names).toContain(arrived.name)
    },
  )

  test.skipIf(isOverBidi).each([
    { sort: 'a PUT', mount: 'big' },
    { sort: 'a form', mount: 'post' },
  ])('fails a file that changes on disk while $sort is sent with file-changed', async ({ mount }) => {
    await setFaults(storeUrl, { match: '^(PUT|POST)', act: 'slow', bytesPerSecond: 60_000 })
    const { path, file } = await chooseFile('a'.repeat(200_000))
    const { uploader, client } = open(mount)
    const id = add(uploader, file)
    const outcome = uploader.wait(id)
    await eventually(async () => {
      expect((await faultProxyLog(storeUrl)).map(({ method }) => method)).toContain(
        mount === 'post' ? 'POST' : 'PUT',
      )
    })
    await changeLater(path, 'b'.repeat(200_000))
    await expect(outcome).rejects.toMatchObject({ code: 'file-changed' })
    await eventually(async () => {
      const { files } = await client.list({ limit: 200 })
      expect(files.map(({ name }) => name)).not.toContain(path)
    })
  })

  /** A file from the disk, as a user picks it. */
  async function chooseFile(content: string): Promise<{ path: string; file: File }> {
    const path = `changing-${crypto.randomUUID()}.txt`
    await commands.writeFile(path, content)
    onTestFinished(() => commands.removeFile(path))
    const input = document.createElement('input')
    input.type = 'file'
    document.body.append(input)
    await userEvent.upload(input, path)
    const [file] = input.files ?? []
    input.remove()
    if (!file) throw new Error('the browser took no file')
    return { path, file }
  }

  async function changeLater(path: string, content: string) {
    // Browsers compare modification times in seconds.
    await new Promise((done) => setTimeout(done, 1_100))
    await commands.writeFile(path, content)
  }
})

describe('POST policy', () => {
  test('needs no CORS preflight for small files', async () => {
    const { uploader } = open('post')
    const files = Array.from({ length: 20 }, (_, i) => new File([`${i}`], `${i}.txt`, { type: 'text/plain' }))
    await Promise.all(uploader.add(files).map(({ id }) => uploader.wait(id)))
    const methods = (await faultProxyLog(storeUrl)).map(({ method }) => method)
    expect(methods.filter((method) => method === 'POST')).toHaveLength(20)
    expect(methods).not.toContain('OPTIONS')
  })
})

describe('retries in a browser', () => {
  test('sign a URL again that has expired, although the page only sees status 0', async () => {
    const signed = await createS3Client({ baseUrl: `${apiUrl}/short` })
      .sign([{ name: 'a.txt', size: 5, contentType: 'text/plain' }])
      .asResponse()
    const body = await signed.text()
    await new Promise((done) => setTimeout(done, 1_600))
    const headers = { 'content-type': 'application/json' }
    const match = '^POST /sign'
    await setFaults(apiUrl, { match, act: 'respond', status: 200, headers, body, times: 1 })
    const client = createS3Client({ baseUrl: apiUrl })
    const { uploader } = open('', { backend: s3Backend(client) })
    const id = add(uploader, new File(['hello'], 'a.txt', { type: 'text/plain' }))
    await uploader.wait(id)
    expect(uploader.get(id)?.stats).toMatchObject({ urlRefreshes: 1 })
  })

  test('do not send bytes again whose response was lost', async () => {
    const { uploader } = open('big')
    await setFaults(storeUrl, { match: '^PUT', act: 'drop', at: 'response', times: 1 })
    const id = add(uploader, new File(['hello'], 'lost.txt', { type: 'text/plain' }))
    const remote = await uploader.wait(id)
    expect(remote.name).toBe('lost.txt')
    const puts = (await faultProxyLog(storeUrl)).filter(({ method }) => method === 'PUT')
    // Firefox reports no progress of a request this small: it counts as not sent, and the store refuses its repetition.
    expect(puts.length).toBeLessThanOrEqual(server.browser === 'firefox' ? 2 : 1)
  })

  test('store every file once although five per cent of all requests fail', async () => {
    await setFaults(
      storeUrl,
      { match: '^PUT', act: 'drop', times: 3 },
      { match: '^PUT', act: 'respond', status: 503, headers: { ...readable, 'retry-after': '0' }, times: 4 },
      { match: '^PUT', act: 'drop', at: 'response', times: 3 },
    )
    const { uploader, client } = open('big')
    const before = (await client.list({ limit: 200 })).files.length
    const files = Array.from({ length: 60 }, (_, i) => new File([`file ${i}`], `five-${i}.txt`))
    const uploads = uploader.add(files)
    const remotes = await Promise.all(uploads.map(({ id }) => uploader.wait(id)))
    expect(new Set(remotes.map(({ id }) => id)).size).toBe(60)
    const after = (await client.list({ limit: 200 })).files
    expect(after.length - before).toBe(60)
    const contents = await Promise.all(remotes.map(async ({ url }) => (await fetch(url ?? '')).text()))
    expect(contents).toEqual(files.map((_, i) => `file ${i}`))
  })
})
