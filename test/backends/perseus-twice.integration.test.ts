import { randomFillSync } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { type Transfer } from 'react-presigned'
import { createPerseusClient, perseusBackend } from 'react-presigned/perseus'
import { sandboxKeys } from '../../sandbox/wires/sandbox-keys.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import { openSandbox } from '../support/sandbox.ts'
import { fetchTransfer } from '../../src/testing/contract/transfer.ts'

test('Perseus backend › sends a file that is uploaded twice once', async () => {
  const sandbox = await openSandbox()
  onTestFinished(() => sandbox.close())
  let moved = 0
  const transfer: Transfer = (request) => {
    moved += request.size
    return fetchTransfer(request)
  }
  const client = createPerseusClient({ baseUrl: `${sandbox.url}/perseus`, ...sandboxKeys.perseus })
  const uploader = createUploader({ backend: perseusBackend(client), transfer })
  const content = randomFillSync(new Uint8Array(20_000_000))
  const statuses: string[] = []
  uploader.on((event) => {
    if (event.type === 'status') statuses.push(event.upload.state.status)
  })

  const [first] = uploader.add([new File([content], 'first.bin')])
  const one = await uploader.wait(first?.id ?? '')
  expect(moved).toBe(20_000_000)
  expect(statuses).toContain('hashing')

  const [second] = uploader.add([new File([content], 'second.bin')])
  const two = await uploader.wait(second?.id ?? '')
  expect(moved).toBe(20_000_000)
  expect(two).toMatchObject({ id: one.id, status: 'completed' })
})
