import { describe, expect, test, vi } from 'vitest'
import type { Backend } from '../../src/backends/backend.ts'
import { UploadError } from '../../src/errors.ts'
import { createFakeBackend } from '../../src/testing/fake-backend.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import { openUploader, add, fileOf } from './open-uploader.ts'

const missing = () => new UploadError('not-found', 'There is no such file.', { status: 404 })

/** An uploader whose `confirm` calls fail with that error. */
function openConfirming(fail: (confirms: number) => UploadError | undefined) {
  let confirms = 0
  return openUploader({}, ({ backend }) => ({
    backend: {
      ...backend,
      async confirm(signed) {
        const error = fail(++confirms)
        if (error) throw error
        return backend.confirm(signed)
      },
    },
  }))
}

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

  test.each([
    ['does not know the file', missing()],
    ['has other bytes', new UploadError('checksum', 'The sizes differ.', { status: 409 })],
  ])('sends a file again, with another URL, if the backend %s when it is confirmed', async (_, error) => {
    const { uploader, store } = openConfirming((confirms) => (confirms === 1 ? error : undefined))
    const file = await uploader.wait(add(uploader, fileOf(40)))
    expect(file.id).toBe('file-2')
    expect(store.log).toHaveLength(2)
  })

  test('fails if the backend never knows the file, and sends it again on retry', async () => {
    const { uploader, store } = openConfirming((confirms) => (confirms <= 2 ? missing() : undefined))
    const id = add(uploader, fileOf(40))
    await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'not-found' })
    uploader.retry(id)
    await uploader.wait(id)
    expect(store.log).toHaveLength(3)
  })
})
