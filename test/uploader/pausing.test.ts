import { expect, onTestFinished, test, vi } from 'vitest'
import type { Backend } from '../../src/backends/backend.ts'
import { UploadError } from '../../src/errors.ts'
import type { UploaderOptions } from '../../src/uploader/uploader-options.ts'
import type { Uploader } from '../../src/uploader/uploader.ts'
import { eventually } from '../support/eventually.ts'
import { add, fileOf, openEngine, quickly } from './open-uploader.ts'

/** The first request's bytes arrive or not, and it hangs half-way for the page. */
function openHanging(arrives: boolean) {
  const { engine, store } = openEngine()
  const { backend } = store
  const asked: string[] = []
  const removed: string[] = []
  const transfer: UploaderOptions['transfer'] = async (request) => {
    if (store.log.length > 0 || asked.includes('hung')) return store.transfer(request)
    asked.push('hung')
    if (arrives) await store.transfer({ ...request, onProgress: () => undefined })
    request.onProgress(20)
    return new Promise((_, reject) => {
      request.signal.addEventListener('abort', () => {
        reject(new UploadError('aborted', 'Stopped.'))
      })
    })
  }
  const watched: UploaderOptions['backend'] = {
    ...backend,
    remove: async (id) => {
      removed.push(id)
      await backend.remove(id)
    },
  }
  engine.configure({ backend: watched, transfer, retry: quickly, storage: null })
  return { engine, store, removed }
}

const half = (engine: Uploader, id: string) =>
  eventually(() => {
    expect(engine.get(id)?.state).toMatchObject({ status: 'uploading', sentBytes: 20 })
  })

async function pausedHalfWay(arrives: boolean) {
  const { engine, store, removed } = openHanging(arrives)
  const id = add(engine, fileOf(40))
  await half(engine, id)
  engine.pause(id)
  return { engine, store, removed, id }
}

test('what was stopped half-way is looked for where it went when it is resumed, and not sent again if it is there', async () => {
  const { engine, store, id } = await pausedHalfWay(true)
  engine.resume(id)
  const remote = await engine.wait(id)
  expect([...store.objects.keys()]).toEqual([remote.id])
  expect(store.log).toHaveLength(1)
  expect(store.calls.sign).toEqual([1])
})

test('what was stopped half-way goes to a new key when it is resumed, so that what arrives late overwrites nothing', async () => {
  const { engine, store, removed, id } = await pausedHalfWay(false)
  engine.resume(id)
  const remote = await engine.wait(id)
  expect(remote.id).toBe('file-2')
  expect([...store.objects.keys()]).toEqual(['file-2'])
  expect(removed).toEqual(['file-1'])
  expect(engine.get(id)?.stats).toMatchObject({ attempts: 2, urlRefreshes: 0 })
})

test('what was stopped half-way is removed when it is cancelled while it is paused', async () => {
  const { engine, store, removed, id } = await pausedHalfWay(true)
  engine.cancel(id)
  await eventually(() => {
    expect(removed).toEqual(['file-1'])
  })
  expect(store.objects.size).toBe(0)
})

test('what was stopped half-way is removed when it is cancelled in the queue that it was resumed to', async () => {
  const { engine, removed, id } = await pausedHalfWay(true)
  engine.resume(id)
  engine.cancel(id)
  await eventually(() => {
    expect(removed).toEqual(['file-1'])
  })
})

test('what may have arrived is removed when a failed upload is taken off the list', async () => {
  const { engine, store, removed } = openHanging(false)
  const { backend } = store
  engine.configure({
    backend: { ...backend, remove: async (id) => void removed.push(id) },
    async transfer(request) {
      await store.transfer(request)
      throw new UploadError('network', 'The answer was lost.')
    },
    retry: { maxElapsedMs: 0 },
    storage: null,
  })
  const id = add(engine, fileOf(40))
  await expect(engine.wait(id)).rejects.toMatchObject({ code: 'network' })
  expect(removed).toEqual([])
  engine.remove([id])
  await eventually(() => {
    expect(removed).toEqual(['file-1'])
  })
})

test('a pause says whether what had left is lost', async () => {
  const { engine } = openHanging(false)
  const id = add(engine, fileOf(40))
  const second = add(engine, fileOf(50))
  engine.pause(second)
  await half(engine, id)
  engine.pause(id)
  expect(engine.get(id)?.state).toEqual({ status: 'paused', willRestart: true })
  expect(engine.get(second)?.state).toEqual({ status: 'paused' })
})

test('a pause keeps parts', async () => {
  const { engine } = openEngine({ multipartThreshold: 0, partSize: 10, fault: () => ({ act: 'stall' }) })
  const id = add(engine, fileOf(40))
  await eventually(() => {
    expect(engine.get(id)?.state).toMatchObject({ status: 'uploading' })
  })
  engine.pause(id)
  expect(engine.get(id)?.state).toEqual({ status: 'paused' })
})

test('what was begun by one backend goes on by it, though there is another one by now', async () => {
  const { engine, store, id } = await pausedHalfWay(false)
  const other = openEngine().store
  const { transfer } = store
  const backend = { ...other.backend, name: 'another' }
  engine.configure({ backend, transfer, retry: quickly, storage: null })
  engine.resume(id)
  await engine.wait(id)
  expect([...store.objects.keys()]).toEqual(['file-2'])
  expect(other.calls.sign).toEqual([])
})

test('one that was only made anew, with a fresh token say, takes over', async () => {
  const { engine, store, id } = await pausedHalfWay(false)
  const confirmed: string[] = []
  const confirm: Backend['confirm'] = async ({ file }) => {
    confirmed.push(file.id)
    return { ...file, status: 'completed', raw: undefined }
  }
  const { backend, transfer } = store
  engine.configure({ backend: { ...backend, confirm }, transfer, retry: quickly, storage: null })
  engine.resume(id)
  await engine.wait(id)
  expect(confirmed).toEqual(['file-2'])
})

test('in a silence there is no speed from before it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  let report: (sentBytes: number) => void = () => undefined
  const transfer: UploaderOptions['transfer'] = ({ onProgress, signal }) =>
    new Promise((_, reject) => {
      report = onProgress
      signal.addEventListener('abort', () => {
        reject(new UploadError('aborted', 'Stopped.'))
      })
    })
  const { engine } = openEngine({}, { transfer })
  const id = add(engine, fileOf(100_000))
  await vi.advanceTimersByTimeAsync(100)
  for (let second = 1; second <= 6; second++) {
    report(second * 1000)
    await vi.advanceTimersByTimeAsync(1000)
  }
  expect(engine.get(id)?.state).toMatchObject({ sentBytes: 6000, bytesPerSecond: 1000 })
  expect(engine.totals().bytesPerSecond).toBeCloseTo(1000)
  await vi.advanceTimersByTimeAsync(4_100)
  expect(engine.get(id)?.state).toEqual({ status: 'uploading', sentBytes: 6000 })
  expect(engine.totals().bytesPerSecond).toBeUndefined()
  engine.cancel(id)
})

test('what is paused while others begin has not been tried', async () => {
  vi.stubGlobal('document', { visibilityState: 'visible' })
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
  const { engine } = openEngine({}, { concurrency: 8 })
  const waiting: string[] = []
  let begun = 0
  const stop = engine.on((event) => {
    if (event.type !== 'status' || event.upload.state.status !== 'uploading' || ++begun < 6) return
    stop()
    // Those who begin with the next task.
    waiting.push(...engine.uploads().flatMap(({ id, state }) => (state.status === 'signing' ? [id] : [])))
    for (const id of waiting) engine.pause(id)
  })
  const ids = engine.add(Array.from({ length: 8 }, (_, at) => fileOf(9, `${at}`))).map(({ id }) => id)
  await eventually(() => {
    expect(engine.totals().counts).toMatchObject({ completed: 6, paused: 2 })
  })
  expect(waiting).toHaveLength(2)
  engine.resumeAll()
  await Promise.all(ids.map(engine.wait))
  expect(ids.map((id) => engine.get(id)?.stats?.attempts)).toEqual(Array(8).fill(1))
})
