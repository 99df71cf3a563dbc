import { expect, onTestFinished, test, vi } from 'vitest'
import { UploadError } from '../../../src/errors.ts'
import type { FileStatus } from '../../../src/model/file-status.ts'
import { createUploader } from '../../../src/uploader/uploader.ts'
import { discardResumable } from '../../../src/uploader/resume/lazy-resume-store.ts'
import type { Transfer } from '../../../src/uploader/transfer/transfer.ts'
import type { UploadStatus } from '../../../src/uploader/upload.ts'
import { eventually } from '../../support/eventually.ts'
import { openPartsStore, partSize } from './open-multipart-store.ts'
import { openStorage } from './open-storage.ts'

// What happens to the record, and to the parts at the store, when an upload ends.
const file = () => new File([new Uint8Array(partSize + 1)], 'video.mp4')

function open(store = openPartsStore(), transfer: Transfer = store.transfer) {
  const { records, storage } = openStorage()
  const uploader = createUploader({ backend: store.backend, transfer, storage, retry: { maxElapsedMs: 0 } })
  const [upload] = uploader.add([file()])
  const id = upload?.id ?? ''
  const reaches = (status: UploadStatus) =>
    eventually(() => {
      expect(uploader.get(id)?.state.status).toBe(status)
    })
  return { uploader, store, records, storage, id, reaches }
}

/** The second part is refused until `repair()` is called. */
function openBrokenStore() {
  const store = openPartsStore()
  let isRefusing = true
  const transfer: Transfer = async (request) => {
    if (isRefusing && request.url.endsWith('/2')) throw new UploadError('forbidden', 'No.', { status: 403 })
    return store.transfer(request)
  }
  return {
    ...open(store, transfer),
    repair() {
      isRefusing = false
    },
  }
}

test('failed multipart upload › keeps its record and its parts, and a retry uses them', async () => {
  const { uploader, store, records, id, reaches, repair } = openBrokenStore()
  await reaches('failed')
  expect(records.size).toBe(1)
  expect(store.uploads.size).toBe(1)
  repair()
  uploader.retry(id)
  await reaches('completed')
  expect(store.arrived.filter((number) => number === 2)).toHaveLength(1)
  await eventually(() => {
    expect(records.size).toBe(0)
  })
})

test('failed multipart upload › leaves nothing after remove()', async () => {
  const { uploader, store, records, id, reaches } = openBrokenStore()
  await reaches('failed')
  uploader.remove([id])
  await eventually(() => {
    expect(records.size).toBe(0)
    expect(store.uploads.size).toBe(0)
  })
})

test('cancelled multipart upload › leaves nothing', async () => {
  const store = openPartsStore()
  store.admit(1)
  const { uploader, records, id } = open(store)
  await eventually(() => {
    expect(store.arrived).toHaveLength(1)
  })
  uploader.cancel(id)
  await eventually(() => {
    expect(records.size).toBe(0)
    expect(store.uploads.size).toBe(0)
  })
})

test('cancelled multipart upload › keeps its record while the server is down, to be discarded later', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const store = openPartsStore()
  store.admit(1)
  const { uploader, records, id } = open(store)
  await vi.waitFor(() => expect(store.arrived).toHaveLength(1))
  const { resumables } = uploader
  if (!resumables) throw new TypeError('There is no storage.')
  store.goDown(true)
  uploader.cancel(id)
  // `keepalive` lets the request outlive the page.
  expect(store.aborted).toMatchObject([{ keepalive: true }])
  await vi.advanceTimersByTimeAsync(25_000)
  await vi.waitFor(async () => {
    expect((await uploader.resumables?.list())?.map((record) => record.id)).toEqual([id])
  })
  await expect(discardResumable(resumables, store.backend, id)).rejects.toMatchObject({
    code: 'network',
  })
  store.goDown(false)
  await discardResumable(resumables, store.backend, id)
  expect([records.size, store.uploads.size]).toEqual([0, 0])
})

test('cancelled multipart upload › does not share its record with a retry while it is aborted', async () => {
  const store = openPartsStore()
  store.admit(1)
  const { uploader, records, id, reaches } = open(store)
  await eventually(() => {
    expect(store.arrived).toHaveLength(1)
  })
  store.goDown(true)
  uploader.cancel(id)
  store.goDown(false)
  store.admit(1)
  uploader.retry(id)
  await eventually(() => {
    expect(records.size).toBe(2)
  })
  expect(records.has(id)).toBe(true)
  await eventually(() => {
    expect(records.size).toBe(1)
  })
  expect(records.has(id)).toBe(false)
  await reaches('uploading')
  uploader.cancel(id)
  await eventually(() => {
    expect([records.size, store.uploads.size]).toEqual([0, 0])
  })
})

test('resumed multipart upload › counts bytes that this page had sent before as sent again', async () => {
  const store = openPartsStore()
  store.admit(1)
  const { uploader: before, records, storage, id } = open(store)
  await eventually(() => {
    expect([...records.values()]).toMatchObject([{ doneParts: [1] }])
  })
  before.pause(id)
  store.admit(Infinity)
  // A reload releases the lock; here the record gets an id that is not locked.
  const [record] = records.values()
  records.clear()
  if (record) records.set('earlier', { ...record, id: 'earlier' })
  let isFirst = true
  const uploader = createUploader({
    backend: store.backend,
    storage,
    retry: { minDelayMs: 1 },
    transfer: async (request) => {
      if (!isFirst) return store.transfer(request)
      isFirst = false
      request.onProgress(1)
      throw new UploadError('network', 'The connection broke.')
    },
  })
  const [upload] = uploader.add([before.get(id)?.source ?? file()])
  await uploader.wait(upload?.id ?? '')
  expect(store.arrived).toEqual([1, 2])
  expect(uploader.get(upload?.id ?? '')?.stats).toMatchObject({ attempts: 2, sentBytes: 2, resentBytes: 1 })
  expect(records.size).toBe(0)
})

test('paused multipart upload › keeps record and parts, and is not listed as resumable in this tab', async () => {
  const store = openPartsStore()
  store.admit(1)
  const { uploader, records, id } = open(store)
  await eventually(() => {
    expect(store.arrived).toHaveLength(1)
  })
  uploader.pause(id)
  expect(records.size).toBe(1)
  expect(store.uploads.size).toBe(1)
  expect(await uploader.resumables?.list()).toEqual([])
})

test('completed multipart upload › deletes its record while the file is processed', async () => {
  const { uploader, records, reaches } = open(openPartsStore({ processing: () => 'processing' }))
  await reaches('processing')
  await eventually(() => {
    expect(records.size).toBe(0)
  })
  uploader.cancelAll()
})

test('multipart upload whose processing failed › is sent again by a retry', { timeout: 20_000 }, async () => {
  let status: FileStatus = 'failed'
  const { uploader, store, id, reaches } = open(openPartsStore({ processing: () => status }))
  await vi.waitFor(() => expect(uploader.get(id)?.state.status).toBe('failed'), { timeout: 5_000 })
  status = 'completed'
  uploader.retry(id)
  await reaches('processing')
  expect(store.arrived.toSorted()).toEqual([1, 1, 2, 2])
  uploader.cancelAll()
})
