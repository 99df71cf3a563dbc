import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Backend } from '../../src/backends/backend.ts'
import { UploadError } from '../../src/errors.ts'
import { createFakeBackend } from '../../src/testing/fake-backend.ts'
import { createScriptedTransfer } from '../../src/testing/scripted-transfer.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import { openUploader, add, fileOf } from './open-uploader.ts'

describe('checkpoint', () => {
  test('confirms a file with the backend that signed it', async () => {
    const confirmed: string[] = []
    const named = (name: string): Backend => ({
      ...createFakeBackend(),
      name,
      scope: name,
      confirm: async ({ file }) => {
        confirmed.push(name)
        return { ...file, status: 'completed' }
      },
    })
    let sendResponse = () => {}
    const transfer = () =>
      new Promise<{ status: number; headers: Headers; body: string }>((resolve) => {
        sendResponse = () => resolve({ status: 200, headers: new Headers(), body: '' })
      })
    const uploader = createUploader({ backend: named('a'), transfer, storage: null })
    const id = add(uploader, fileOf(40))
    await vi.waitFor(() => {
      expect(uploader.get(id)?.state.status).toBe('uploading')
    })
    uploader.pause(id)
    uploader.configure({ backend: named('b'), transfer, storage: null })
    uploader.resume(id)
    await vi.waitFor(() => {
      expect(uploader.get(id)?.state.status).toBe('uploading')
    })
    sendResponse()
    await uploader.wait(id)
    expect(confirmed).toEqual(['a'])
  })

  test('sends a file again on retry if the backend no longer knows it', async () => {
    const { uploader, store } = openUploader()
    const { transfer } = store
    let confirms = 0
    const backend: Backend = {
      ...store.backend,
      async confirm({ file }) {
        if (confirms++ === 0) throw new UploadError('not-found', 'There is no such file.', { status: 404 })
        return { ...file, status: 'completed' }
      },
    }
    uploader.configure({ backend, transfer, storage: null })
    const id = add(uploader, fileOf(40))
    await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'not-found' })
    uploader.retry(id)
    await uploader.wait(id)
    expect(store.log).toHaveLength(2)
  })
})

test('concurrency › starts the next upload at once when it is raised', async () => {
  const backend = createFakeBackend()
  const transfer = () => new Promise<never>(() => {})
  const uploader = createUploader({ backend, transfer, storage: null, concurrency: 1 })
  uploader.add([fileOf(1), fileOf(2)])
  const uploading = () => uploader.uploads().filter(({ state }) => state.status === 'uploading').length
  await vi.waitFor(() => {
    expect(uploading()).toBe(1)
  })
  uploader.configure({ backend, transfer, storage: null, concurrency: 2 })
  await vi.waitFor(() => {
    expect(uploading()).toBe(2)
  })
})

test('cleanup › does not delete the file of a retry that has the same id', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const backend = createFakeBackend()
  const transfer = createScriptedTransfer({ bytesPerSecond: 10 }, backend.sent)
  const uploader = createUploader({ backend, transfer, storage: null })
  const id = add(uploader, fileOf(40))
  await vi.advanceTimersByTimeAsync(1_000)
  uploader.cancel(id)
  uploader.retry(id)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(uploader.get(id)?.state.status).toBe('completed')
  vi.useRealTimers()
  const file = await uploader.wait(id)
  await expect(backend.get(file.id, {})).resolves.toMatchObject({ id: file.id })
})
