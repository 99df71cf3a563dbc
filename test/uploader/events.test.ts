import { describe, expect, test, vi } from 'vitest'
import { createUploader } from '../../src/uploader/uploader.ts'
import { createFakeBackend } from '../../src/testing/fake-backend.ts'
import { createScriptedTransfer } from '../../src/testing/scripted-transfer.ts'
import { collectReportedErrors } from '../support/reported-errors.ts'

function openUploader(concurrency = 5) {
  const backend = createFakeBackend()
  const transfer = createScriptedTransfer()
  return createUploader({ backend, transfer, concurrency, storage: null })
}
const files = (count: number) =>
  Array.from({ length: count }, (_, index) => new File(['abc'], `${index}.txt`))

describe('uploader events', () => {
  test('reach every listener in the order in which they happen', async () => {
    const uploader = openUploader()
    const statuses: string[] = []
    uploader.on((event) => {
      if (event.type === 'status' && event.upload.state.status === 'signing') uploader.pause(event.upload.id)
    })
    uploader.on((event) => {
      if (event.type === 'status') statuses.push(`${event.previous} → ${event.upload.state.status}`)
    })
    uploader.add(files(1))
    await vi.waitFor(() => {
      expect(statuses).toEqual(['queued → signing', 'signing → paused'])
    })
  })

  test.each(['pause', 'cancel'] as const)(
    'allow a listener to %s an upload that was just added',
    async (action) => {
      const uploader = openUploader()
      uploader.on((event) => {
        if (event.type === 'added') for (const { id } of event.uploads) uploader[action](id)
      })
      const [stopped] = uploader.add(files(1))
      await new Promise((resolve) => setTimeout(resolve))
      expect(uploader.get(stopped?.id ?? '')?.state.status).toBe(action === 'pause' ? 'paused' : 'cancelled')
    },
  )

  test('do not let resumeAll change an upload that a listener has cancelled', () => {
    const uploader = openUploader()
    const [a, b] = uploader.add(files(2)).map(({ id }) => id)
    uploader.pauseAll()
    uploader.on((event) => {
      if (event.type === 'status' && event.upload.id === a) uploader.cancel(b ?? '')
    })
    uploader.resumeAll()
    expect(uploader.get(b ?? '')?.state.status).toBe('cancelled')
  })

  test('name a removed upload once', () => {
    const uploader = openUploader()
    const removed: string[] = []
    const [a = '', b = ''] = uploader.add(files(2)).map(({ id }) => id)
    uploader.on((event) => {
      if (event.type === 'removed') removed.push(...event.uploads.map(({ id }) => id))
      if (event.type === 'status' && event.upload.id === a) uploader.remove(b)
    })
    uploader.remove([a, a, b])
    expect(removed.toSorted()).toEqual([a, b].toSorted())
  })

  test('are sent although a store listener throws', async () => {
    collectReportedErrors()
    const uploader = openUploader()
    const unsubscribe = uploader.subscribeAll(() => {
      unsubscribe()
      throw new Error('thrown by a listener')
    })
    const [upload] = uploader.add(files(1))
    await uploader.wait(upload?.id ?? '')
  })
})

test('uploader subscriptions › call a listener once that subscribes itself again', () => {
  const uploader = openUploader()
  let calls = 0
  const listener = () => {
    calls++
    unsubscribe()
    unsubscribe = uploader.subscribeIds(listener)
  }
  let unsubscribe = uploader.subscribeIds(listener)
  uploader.add(files(1))
  expect(calls).toBe(1)
})

describe('uploader.wait', () => {
  test('rejects for an upload that was cancelled before', async () => {
    const uploader = openUploader()
    const [upload] = uploader.add(files(1))
    uploader.cancel(upload?.id ?? '')
    await expect(uploader.wait(upload?.id ?? '')).rejects.toMatchObject({ code: 'aborted' })
  })

  test('resolves though a listener removes the completed upload', async () => {
    const uploader = openUploader()
    const [upload] = uploader.add(files(1))
    uploader.on((event) => {
      if (event.type === 'status' && event.upload.state.status === 'completed')
        uploader.remove(event.upload.id)
    })
    await expect(uploader.wait(upload?.id ?? '')).resolves.toMatchObject({ status: 'completed' })
  })
})
