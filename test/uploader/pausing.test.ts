import { expect, onTestFinished, test, vi } from 'vitest'
import type { Backend } from '../../src/backends/backend.ts'
import { UploadError } from '../../src/errors.ts'
import type { UploaderOptions } from '../../src/uploader/uploader-options.ts'
import type { Uploader } from '../../src/uploader/uploader.ts'
import { eventually } from '../support/eventually.ts'
import { useFakeClock } from '../support/fake-clock.ts'
import { untilAborted } from '../support/until-aborted.ts'
import { add, fileOf, openUploader, quickly } from './open-uploader.ts'

/** The first request hangs half-way for the page; its bytes may still arrive. */
function openHanging(arrives: boolean) {
  let isFirst = true
  const removed: string[] = []
  const { uploader, store } = openUploader({}, ({ backend, transfer }) => ({
    backend: {
      ...backend,
      async remove(id) {
        removed.push(id)
        await backend.remove(id)
      },
    },
    async transfer(request) {
      if (!isFirst) return transfer(request)
      isFirst = false
      if (arrives) await transfer({ ...request, onProgress: () => undefined })
      request.onProgress(20)
      return untilAborted(request.signal)
    },
  }))
  return { uploader, store, removed }
}

const half = (uploader: Uploader, id: string) =>
  eventually(() => {
    expect(uploader.get(id)?.state).toMatchObject({ status: 'uploading', sentBytes: 20 })
  })

async function pausedHalfWay(arrives: boolean) {
  const { uploader, store, removed } = openHanging(arrives)
  const id = add(uploader, fileOf(40))
  await half(uploader, id)
  uploader.pause(id)
  return { uploader, store, removed, id }
}

test('paused upload › is not sent again on resume if the first attempt has stored it', async () => {
  const { uploader, store, id } = await pausedHalfWay(true)
  uploader.resume(id)
  const remote = await uploader.wait(id)
  expect([...store.objects.keys()]).toEqual([remote.id])
  expect(store.log).toHaveLength(1)
  expect(store.calls.sign).toEqual([1])
})

test('paused upload › is sent to a new key on resume, so that a late first attempt overwrites nothing', async () => {
  const { uploader, store, removed, id } = await pausedHalfWay(false)
  uploader.resume(id)
  const remote = await uploader.wait(id)
  expect(remote.id).toBe('file-2')
  expect([...store.objects.keys()]).toEqual(['file-2'])
  expect(removed).toEqual(['file-1'])
  expect(uploader.get(id)?.stats).toMatchObject({ attempts: 2, urlRefreshes: 0 })
})

test('paused upload › is removed from the store when it is cancelled while paused', async () => {
  const { uploader, store, removed, id } = await pausedHalfWay(true)
  uploader.cancel(id)
  await eventually(() => {
    expect(removed).toEqual(['file-1'])
  })
  expect(store.objects.size).toBe(0)
})

test('paused upload › is removed from the store when it is cancelled in the queue after a resume', async () => {
  const { uploader, removed, id } = await pausedHalfWay(true)
  uploader.resume(id)
  uploader.cancel(id)
  await eventually(() => {
    expect(removed).toEqual(['file-1'])
  })
})

test('failed upload › is removed from the store when it is removed from the list', async () => {
  const removed: string[] = []
  const { uploader } = openUploader({}, ({ backend, transfer }) => ({
    backend: { ...backend, remove: async (id) => void removed.push(id) },
    async transfer(request) {
      await transfer(request)
      throw new UploadError('network', 'The response was lost.')
    },
    retry: { maxElapsedMs: 0 },
  }))
  const id = add(uploader, fileOf(40))
  await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'network' })
  expect(removed).toEqual([])
  uploader.remove([id])
  await eventually(() => {
    expect(removed).toEqual(['file-1'])
  })
})

test('paused upload › has `willRestart` only if bytes were sent in one request', async () => {
  const { uploader } = openHanging(false)
  const id = add(uploader, fileOf(40))
  const second = add(uploader, fileOf(50))
  uploader.pause(second)
  await half(uploader, id)
  uploader.pause(id)
  expect(uploader.get(id)?.state).toEqual({ status: 'paused', willRestart: true })
  expect(uploader.get(second)?.state).toEqual({ status: 'paused' })
})

test('paused multipart upload › has no `willRestart`', async () => {
  const { uploader } = openUploader({ multipartThreshold: 0, partSize: 10, fault: () => ({ act: 'stall' }) })
  const id = add(uploader, fileOf(40))
  await eventually(() => {
    expect(uploader.get(id)?.state).toMatchObject({ status: 'uploading' })
  })
  uploader.pause(id)
  expect(uploader.get(id)?.state).toEqual({ status: 'paused' })
})

test('paused upload › continues with the backend that signed it after `configure` with another one', async () => {
  const { uploader, store, id } = await pausedHalfWay(false)
  const other = openUploader().store
  const { transfer } = store
  const backend = { ...other.backend, name: 'another' }
  uploader.configure({ backend, transfer, retry: quickly, storage: null })
  uploader.resume(id)
  await uploader.wait(id)
  expect([...store.objects.keys()]).toEqual(['file-2'])
  expect(other.calls.sign).toEqual([])
})

test('paused upload › uses a new object of the same backend, with a new token for example', async () => {
  const { uploader, store, id } = await pausedHalfWay(false)
  const confirmed: string[] = []
  const confirm: Backend['confirm'] = async ({ file }) => {
    confirmed.push(file.id)
    return { ...file, status: 'completed', raw: undefined }
  }
  const { backend, transfer } = store
  uploader.configure({ backend: { ...backend, confirm }, transfer, retry: quickly, storage: null })
  uploader.resume(id)
  await uploader.wait(id)
  expect(confirmed).toEqual(['file-2'])
})

test('upload speed › is undefined after a silence', async () => {
  useFakeClock()
  let report: (sentBytes: number) => void = () => undefined
  const transfer: UploaderOptions['transfer'] = ({ onProgress, signal }) => {
    report = onProgress
    return untilAborted(signal)
  }
  const { uploader } = openUploader({}, { transfer })
  const id = add(uploader, fileOf(100_000))
  await vi.advanceTimersByTimeAsync(100)
  for (let second = 1; second <= 6; second++) {
    report(second * 1000)
    await vi.advanceTimersByTimeAsync(1000)
  }
  expect(uploader.get(id)?.state).toMatchObject({ sentBytes: 6000, bytesPerSecond: 1000 })
  expect(uploader.totals().bytesPerSecond).toBeCloseTo(1000)
  await vi.advanceTimersByTimeAsync(4_100)
  expect(uploader.get(id)?.state).toEqual({ status: 'uploading', sentBytes: 6000 })
  expect(uploader.totals().bytesPerSecond).toBeUndefined()
  uploader.cancel(id)
})

test('paused upload › is not started with others that wait for the start throttle', async () => {
  vi.stubGlobal('document', { visibilityState: 'visible' })
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
  const { uploader } = openUploader({}, { concurrency: 8 })
  const waiting: string[] = []
  let begun = 0
  const stop = uploader.on((event) => {
    if (event.type !== 'status' || event.upload.state.status !== 'uploading' || ++begun < 6) return
    stop()
    // Those that would start in the next task.
    waiting.push(...uploader.uploads().flatMap(({ id, state }) => (state.status === 'signing' ? [id] : [])))
    for (const id of waiting) uploader.pause(id)
  })
  const ids = uploader.add(Array.from({ length: 8 }, (_, at) => fileOf(9, `${at}`))).map(({ id }) => id)
  await eventually(() => {
    expect(uploader.totals().counts).toMatchObject({ completed: 6, paused: 2 })
  })
  expect(waiting).toHaveLength(2)
  uploader.resumeAll()
  await Promise.all(ids.map(uploader.wait))
  expect(ids.map((id) => uploader.get(id)?.stats?.attempts)).toEqual(Array(8).fill(1))
})
