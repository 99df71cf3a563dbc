import { afterEach, expect, inject, onTestFinished, test } from 'vitest'
import { s3Backend } from '../../../src/backends/s3/backend.ts'
import { createS3Client } from '../../../src/backends/s3/client.ts'
import { createUploader } from '../../../src/uploader/uploader.ts'
import { setFaults } from '../../support/fault-proxy-control.ts'
import { eventually } from '../../support/eventually.ts'

const apiUrl = inject('apiUrl')
const storeUrl = inject('storeUrl')
afterEach(() => setFaults(storeUrl))

/** Aborts the first requests while their bodies are sent, as a browser does when the computer goes to sleep. */
function abortFirst(count: number) {
  const RealRequest = XMLHttpRequest
  onTestFinished(() => {
    globalThis.XMLHttpRequest = RealRequest
  })
  let left = count
  globalThis.XMLHttpRequest = class extends RealRequest {
    override send(body?: XMLHttpRequestBodyInit | null) {
      if (left-- > 0) this.upload.addEventListener('progress', () => this.abort())
      super.send(body)
    }
  }
}

test.each([
  ['in one request', '', 200_000, 1],
  ['of a part', '/big', 12_000_000, 2],
])('an abort by the browser %s is a broken connection, and is retried', async (_, mount, size, count) => {
  abortFirst(count)
  const backend = s3Backend(createS3Client({ baseUrl: apiUrl + mount, retries: 0 }))
  const uploader = createUploader({ backend, storage: null, retry: { minDelayMs: 1, maxDelayMs: 5 } })
  const [added] = uploader.add([new File([new Uint8Array(size)], 'a.bin')])
  const id = added?.id ?? ''
  await expect(uploader.wait(id)).resolves.toMatchObject({ size })
  const failures = uploader.get(id)?.stats?.failures ?? []
  expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['network']))
})

test('xhr transfer › cancelling aborts the request', async () => {
  await setFaults(storeUrl, { match: '^PUT', act: 'hold', at: 'response' })
  const backend = s3Backend(createS3Client({ baseUrl: apiUrl, retries: 0 }))
  const uploader = createUploader({ backend, storage: null })
  const [added] = uploader.add([new File(['hello'], 'a.txt')])
  const id = added?.id ?? ''
  const outcome = uploader.wait(id)
  await eventually(() => {
    expect(uploader.get(id)?.state.status).toBe('finishing')
  })
  uploader.cancel(id)
  await expect(outcome).rejects.toMatchObject({ code: 'aborted' })
})
