import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const source = (path: string) => new URL(`../../src/${path}`, import.meta.url).href

/** Uploads a file of 6 MiB with a storage for interrupted uploads, ends in some way, and does nothing more. */
const script = (end: string) => `
import { createUploader } from '${source('uploader/uploader.ts')}'
import { createFakeBackend, createScriptedTransfer } from '${source('testing/index.ts')}'

const records = new Map()
const storage = {
  get: async (id) => records.get(id),
  set: async (record) => void records.set(record.id, record),
  delete: async (id) => void records.delete(id),
  list: async () => [...records.values()],
}
const size = 6 * 1024 ** 2
const backend = createFakeBackend({ multipartThreshold: 1, partSize: size / 4 })
const script = ${end === 'wait' ? '{}' : '{ stallAt: 0.5 }'}
const transfer = createScriptedTransfer(script, backend.sent)
const uploader = createUploader({ backend, transfer, storage })
const [{ id }] = uploader.add([new File([new Uint8Array(size)], 'a.bin')])
if ('${end}' !== 'wait') {
  await new Promise((resolve) => uploader.on(({ upload }) => upload?.state.status === 'uploading' && resolve()))
}
await Promise.resolve(uploader.${end}(id))
console.log(uploader.get(id)?.state.status, records.size)
`

test.each([
  ['wait', 'completed'],
  ['pause', 'paused'],
])('uploader in Node › lets the process end after %s', { timeout: 120_000 }, async (end, status) => {
  const parameters = ['--import', 'tsx', '--input-type=module', '--eval', script(end)]
  // Rejects if the process has not ended by then.
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { timeout: 100_000 })
  expect(stdout).toMatch(new RegExp(`^${status} \\d`))
})
