import { expect, test } from 'vitest'
import { createFakeBackend, createScriptedTransfer, type TransferScript } from 'react-presigned/testing'
import { createUploader } from '../../src/uploader/uploader.ts'
import { eventually } from '../support/eventually.ts'

const expired = '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>'

/** An upload of a hundred bytes that fares as the script says. */
function upload(script: TransferScript | ((attempt: number) => TransferScript)) {
  const transfer = createScriptedTransfer(
    typeof script === 'function' ? ({ attempt }) => script(attempt) : script,
  )
  const engine = createUploader({
    backend: createFakeBackend(),
    transfer,
    retry: { minDelayMs: 1, stallTimeoutMs: 500 },
  })
  const shown: number[] = []
  const [added] = engine.add([new File(['x'.repeat(100)], 'a.txt')])
  const id = added?.id ?? ''
  engine.subscribeAll(() => shown.push(engine.get(id)?.maxSentBytes ?? 0))
  return { engine, id, shown }
}

test('scripted transfer › sends at bytesPerSecond', async () => {
  const { engine, id, shown } = upload({ bytesPerSecond: 200 })
  const begin = Date.now()
  await engine.wait(id)
  expect(Date.now() - begin).toBeGreaterThan(400)
  expect(new Set(shown).size).toBeGreaterThan(2)
})

test.each<[string, TransferScript]>([
  ['stalled', { stallAt: 0.5 }],
  ['network', { breakAt: 0.5 }],
  ['server-error', { status: 503 }],
  ['url-expired', { status: 403, body: expired }],
])('scripted transfer › simulates %s, which the uploader retries', async (code, trouble) => {
  const { engine, id } = upload((attempt) => (attempt === 1 ? trouble : {}))
  await engine.wait(id)
  expect(engine.get(id)?.stats?.failures.map((failure) => failure.code)).toEqual([code])
})

test('scripted transfer › simulates a permanent error', async () => {
  const { engine, id } = upload({ status: 403 })
  await eventually(() => {
    expect(engine.get(id)?.state).toMatchObject({ status: 'failed', error: { code: 'forbidden' } })
  })
})
