import { expect, onTestFinished, test, vi } from 'vitest'
import { UploadError } from '../../../src/errors.ts'
import type { FileStatus } from '../../../src/model/file-status.ts'
import { createUploader } from '../../../src/uploader/uploader.ts'
import { discardResumable } from '../../../src/uploader/resume/discard-resumable.ts'
import type { ResumableRecord, UploadStorage } from '../../../src/uploader/resume/resumable.ts'
import type { Transfer } from '../../../src/uploader/transfer/transfer.ts'
import type { UploadStatus } from '../../../src/uploader/upload.ts'
import { eventually } from '../../support/eventually.ts'
import { openPartsStore, partSize } from './open-multipart-store.ts'

// What becomes of the record, and of the parts at the store, however an upload ends.
const file = () => new File([new Uint8Array(partSize + 1)], 'film.mp4')

function openStorage() {
  const records = new Map<string, ResumableRecord>()
  const storage: UploadStorage = {
    get: async (id) => records.get(id),
    set: async (record) => void records.set(record.id, record),
    delete: async (id) => void records.delete(id),
    list: async () => [...records.values()],
  }
  return { records, storage }
}

function open(store = openPartsStore(), transfer: Transfer = store.transfer) {
  const { records, storage } = openStorage()
  const engine = createUploader({ backend: store.backend, transfer, storage, retry: { maxElapsedMs: 0 } })
  const [upload] = engine.add([file()])
  const id = upload?.id ?? ''
  const becomes = (status: UploadStatus) =>
    eventually(() => {
      expect(engine.get(id)?.state.status).toBe(status)
    })
  return { engine, store, records, storage, id, becomes }
}

/** The second part is refused until somebody mends the store. */
function openBrokenStore() {
  const store = openPartsStore()
  let isBroken = true
  const transfer: Transfer = async (request) => {
    if (isBroken && request.url.endsWith('/2')) throw new UploadError('forbidden', 'No.', { status: 403 })
    return store.transfer(request)
  }
  return {
    ...open(store, transfer),
    mend() {
      isBroken = false
    },
  }
}

test('one that failed keeps its record and its parts, and a retry uses them', async () => {
  const { engine, store, records, id, becomes, mend } = openBrokenStore()
  await becomes('failed')
  expect(records.size).toBe(1)
  expect(store.uploads.size).toBe(1)
  mend()
  engine.retry(id)
  await becomes('completed')
  expect(store.arrived.filter((number) => number === 2)).toHaveLength(1)
  await eventually(() => {
    expect(records.size).toBe(0)
  })
})

test('one that failed and is taken off the list leaves nothing, here or at the store', async () => {
  const { engine, store, records, id, becomes } = openBrokenStore()
  await becomes('failed')
  engine.remove([id])
  await eventually(() => {
    expect(records.size).toBe(0)
    expect(store.uploads.size).toBe(0)
  })
})

test('one that is cancelled leaves nothing, here or at the store', async () => {
  const store = openPartsStore()
  store.admit(1)
  const { engine, records, id } = open(store)
  await eventually(() => {
    expect(store.arrived).toHaveLength(1)
  })
  engine.cancel(id)
  await eventually(() => {
    expect(records.size).toBe(0)
    expect(store.uploads.size).toBe(0)
  })
})

test('one that is cancelled while the server is away keeps its record, to be discarded later', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const store = openPartsStore()
  store.admit(1)
  const { engine, records, id } = open(store)
  await vi.waitFor(() => expect(store.arrived).toHaveLength(1))
  store.goDown(true)
  engine.cancel(id)
  // Asked at once, and so that it is heard though the page closes.
  expect(store.aborted).toEqual([{ keepalive: true }])
  await vi.advanceTimersByTimeAsync(25_000)
  await vi.waitFor(async () => {
    expect((await engine.resumables.list()).map((record) => record.id)).toEqual([id])
  })
  await expect(discardResumable(engine.resumables, store.backend, id)).rejects.toMatchObject({
    code: 'network',
  })
  store.goDown(false)
  await discardResumable(engine.resumables, store.backend, id)
  expect([records.size, store.uploads.size]).toEqual([0, 0])
})

test('one that is cancelled and tried again has a record of its own while the first is given up', async () => {
  const store = openPartsStore()
  store.admit(1)
  const { engine, records, id, becomes } = open(store)
  await eventually(() => {
    expect(store.arrived).toHaveLength(1)
  })
  store.goDown(true)
  engine.cancel(id)
  store.goDown(false)
  store.admit(1)
  engine.retry(id)
  await eventually(() => {
    expect(records.size).toBe(2)
  })
  expect(records.has(id)).toBe(true)
  await eventually(() => {
    expect(records.size).toBe(1)
  })
  expect(records.has(id)).toBe(false)
  await becomes('uploading')
  engine.cancel(id)
  await eventually(() => {
    expect([records.size, store.uploads.size]).toEqual([0, 0])
  })
})

test('a stats of what goes on after a reload counts as sent again what this page has sent before', async () => {
  const store = openPartsStore()
  store.admit(1)
  const { engine: before, records, storage, id } = open(store)
  await eventually(() => {
    expect(store.arrived).toEqual([1])
  })
  before.pause(id)
  store.admit(Infinity)
  // A reload would let the lock go: another name has none.
  const [record] = records.values()
  records.clear()
  if (record) records.set('earlier', { ...record, id: 'earlier' })
  let isFirst = true
  const engine = createUploader({
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
  const [upload] = engine.add([before.get(id)?.source ?? file()])
  await engine.wait(upload?.id ?? '')
  expect(store.arrived).toEqual([1, 2])
  expect(engine.get(upload?.id ?? '')?.stats).toMatchObject({ attempts: 2, sentBytes: 2, resentBytes: 1 })
  expect(records.size).toBe(0)
})

test('one that is paused keeps both, and is offered to nobody while this tab has it', async () => {
  const store = openPartsStore()
  store.admit(1)
  const { engine, records, id } = open(store)
  await eventually(() => {
    expect(store.arrived).toHaveLength(1)
  })
  engine.pause(id)
  expect(records.size).toBe(1)
  expect(store.uploads.size).toBe(1)
  expect(await engine.resumables.list()).toEqual([])
})

test('what has arrived is nothing to go on with, while it is processed', async () => {
  const { engine, records, becomes } = open(openPartsStore({ processing: () => 'processing' }))
  await becomes('processing')
  await eventually(() => {
    expect(records.size).toBe(0)
  })
  engine.cancelAll()
})

test('what could not be processed is sent anew when it is tried again', { timeout: 20_000 }, async () => {
  let status: FileStatus = 'failed'
  const { engine, store, id, becomes } = open(openPartsStore({ processing: () => status }))
  await vi.waitFor(() => expect(engine.get(id)?.state.status).toBe('failed'), { timeout: 5_000 })
  status = 'completed'
  engine.retry(id)
  await becomes('processing')
  expect(store.arrived.toSorted()).toEqual([1, 1, 2, 2])
  engine.cancelAll()
})
