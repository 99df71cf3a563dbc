import { expect, test } from 'vitest'
import { createFakeBackend, createScriptedTransfer, type TransferScript } from 'react-presigned/testing'
import { createUploader } from '../../src/uploader/uploader.ts'
import { eventually } from '../support/eventually.ts'

const expired = '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>'

/** Starts an upload of a hundred bytes with a scripted transfer. */
function upload(script: TransferScript | ((attempt: number) => TransferScript), stallTimeoutMs?: number) {
  const transfer = createScriptedTransfer(
    typeof script === 'function' ? ({ attempt }) => script(attempt) : script,
  )
  const uploader = createUploader({
    backend: createFakeBackend(),
    transfer,
    retry: { minDelayMs: 1, ...(stallTimeoutMs && { stallTimeoutMs }) },
  })
  const shown: number[] = []
  const [added] = uploader.add([new File(['x'.repeat(100)], 'a.txt')])
  const id = added?.id ?? ''
  uploader.subscribeAll(() => shown.push(uploader.get(id)?.maxSentBytes ?? 0))
  return { uploader, id, shown }
}

test('scripted transfer › sends at bytesPerSecond', async () => {
  const { uploader, id, shown } = upload({ bytesPerSecond: 200 })
  const begin = Date.now()
  await uploader.wait(id)
  expect(Date.now() - begin).toBeGreaterThan(400)
  expect(new Set(shown).size).toBeGreaterThan(2)
})

test.each<[string, TransferScript]>([
  ['stalled', { stallAt: 0.5 }],
  ['network', { breakAt: 0.5 }],
  ['server-error', { status: 503 }],
  ['url-expired', { status: 403, body: expired }],
])('scripted transfer › simulates %s, which the uploader retries', async (code, trouble) => {
  const stallTimeoutMs = code === 'stalled' ? 500 : undefined
  const { uploader, id } = upload((attempt) => (attempt === 1 ? trouble : {}), stallTimeoutMs)
  await uploader.wait(id)
  expect(uploader.get(id)?.stats?.failures[0]?.code).toBe(code)
})

test('scripted transfer › simulates a permanent error', async () => {
  const { uploader, id } = upload({ status: 403 })
  await eventually(() => {
    expect(uploader.get(id)?.state).toMatchObject({ status: 'failed', error: { code: 'forbidden' } })
  })
})
