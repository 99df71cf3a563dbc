import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { UploadError } from '../../src/errors.ts'
import { createFakeBackend, createScriptedTransfer } from '../../src/testing/index.ts'
import type { UploaderOptions } from '../../src/uploader/uploader-options.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import { eventually } from '../support/eventually.ts'
import { useFakeClock } from '../support/fake-clock.ts'
import { untilAborted } from '../support/until-aborted.ts'
import { add, fileOf, openUploader, quickly } from './open-uploader.ts'

const s3Error = (code: string) => `<Error><Code>${code}</Code></Error>`

describe('retries › transient errors', () => {
  test.each([
    ['503', { act: 'respond', status: 503 }],
    ['500', { act: 'respond', status: 500 }],
    ['429', { act: 'respond', status: 429 }],
    ['408', { act: 'respond', status: 408 }],
    ['522', { act: 'respond', status: 522 }],
    ['599', { act: 'respond', status: 599 }],
    ['400 RequestTimeout', { act: 'respond', status: 400, body: s3Error('RequestTimeout') }],
    ['400 IncompleteBody', { act: 'respond', status: 400, body: s3Error('IncompleteBody') }],
    ['409 OperationAborted', { act: 'respond', status: 409, body: s3Error('OperationAborted') }],
    [
      '409 ConditionalRequestConflict',
      { act: 'respond', status: 409, body: s3Error('ConditionalRequestConflict') },
    ],
    ['403 RequestTimeTooSkewed', { act: 'respond', status: 403, body: s3Error('RequestTimeTooSkewed') }],
    ['400 SlowDown', { act: 'respond', status: 400, body: s3Error('SlowDown') }],
    ['a reset connection', { act: 'reset' }],
  ] as const)('%s is retried', async (_, fault) => {
    const { uploader, store } = openUploader({ fault: ({ visits }) => (visits <= 3 ? fault : undefined) })
    const id = add(uploader, fileOf(40))
    const remote = await uploader.wait(id)
    expect(store.objects.get(remote.id)).toHaveLength(40)
    expect(uploader.get(id)?.stats).toMatchObject({ attempts: 4 })
    expect(uploader.get(id)?.stats?.failures).toHaveLength(3)
  })

  test.each([400, 401, 403, 404, 413, 501, 505])('%i is not retried', async (status) => {
    const { uploader, store } = openUploader({ fault: () => ({ act: 'respond', status }) })
    await expect(uploader.wait(add(uploader, fileOf(4)))).rejects.toMatchObject({ status })
    expect(store.log).toHaveLength(1)
  })

  test('Retry-After is respected to the second', async () => {
    useFakeClock()
    const headers = { 'retry-after': '7' }
    const { uploader, store } = openUploader({
      fault: ({ attempt }) => (attempt === 1 ? { act: 'respond', status: 503, headers } : undefined),
    })
    const id = add(uploader, fileOf(4))
    await vi.advanceTimersByTimeAsync(6_900)
    expect(store.log).toHaveLength(1)
    expect(uploader.get(id)?.state).toMatchObject({ status: 'retrying', error: { status: 503 } })
    await vi.advanceTimersByTimeAsync(200)
    await uploader.wait(id)
    expect(store.log).toHaveLength(2)
  })

  test('continue at once when a hidden page becomes visible, but not before Retry-After', async () => {
    useFakeClock()
    const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' })
    vi.stubGlobal('document', page)
    onTestFinished(() => void vi.unstubAllGlobals())
    const show = async (visibilityState: string) => {
      page.visibilityState = visibilityState
      page.dispatchEvent(new Event('visibilitychange'))
      await vi.advanceTimersByTimeAsync(1)
    }
    const headers = { 'retry-after': '60' }
    const { uploader, store } = openUploader(
      {
        fault: ({ visits }) => {
          if (visits === 1) return { act: 'reset' }
          return visits === 2 ? { act: 'respond', status: 503, headers } : undefined
        },
      },
      { retry: { minDelayMs: 1e9, maxDelayMs: 1e9, maxElapsedMs: Infinity } },
    )
    const id = add(uploader, fileOf(40))
    await vi.advanceTimersByTimeAsync(1)
    expect(uploader.get(id)?.state).toMatchObject({ status: 'retrying', error: { code: 'network' } })
    await show('hidden')
    expect(store.log).toHaveLength(1)
    await show('visible')
    expect(store.log).toHaveLength(2)
    await show('visible')
    expect(store.log).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(60_000)
    await uploader.wait(id)
  })

  test('end after `maxElapsedMs`', async () => {
    useFakeClock()
    const { uploader, store } = openUploader(
      { fault: () => ({ act: 'reset' }) },
      { retry: { maxElapsedMs: 60_000, minDelayMs: 1_000, maxDelayMs: 10_000 } },
    )
    const id = add(uploader, fileOf(4))
    const outcome = expect(uploader.wait(id)).rejects.toMatchObject({ code: 'network' })
    await vi.advanceTimersByTimeAsync(70_000)
    await outcome
    expect(store.log.length).toBeGreaterThan(5)
    expect(uploader.get(id)?.state.status).toBe('failed')
  })

  test('repeat a stalled transfer on a new connection', async () => {
    const { uploader, store } = openUploader(
      { fault: ({ visits }) => (visits === 1 ? { act: 'stall' } : undefined) },
      { retry: { ...quickly, stallTimeoutMs: 30 } },
    )
    const id = add(uploader, fileOf(40))
    await uploader.wait(id)
    expect(store.log).toHaveLength(2)
    expect(uploader.get(id)?.stats?.failures[0]).toMatchObject({ code: 'stalled' })
  })

  test('detect stalls of all transfers, also of those that wait for a connection', async () => {
    useFakeClock()
    const { uploader } = openUploader(
      {},
      {
        concurrency: 8,
        retry: { maxElapsedMs: 0 },
        transfer: ({ signal }) => untilAborted(signal),
      },
    )
    const ids = uploader.add(Array.from({ length: 8 }, () => fileOf(4))).map(({ id }) => id)
    await vi.advanceTimersByTimeAsync(120_000)
    const errors = ids.map((id) => {
      const state = uploader.get(id)?.state
      return state?.status === 'failed' ? state.error.code : state?.status
    })
    expect(new Set(errors)).toEqual(new Set(['stalled']))
  })

  test('repeat a request whose response never comes, although all bytes were sent', async () => {
    const scripted = createScriptedTransfer(({ attempt }) =>
      attempt === 1 ? { responseDelayMs: Infinity } : {},
    )
    const { uploader } = openUploader(
      {},
      { backend: createFakeBackend(), transfer: scripted, retry: { ...quickly, stallTimeoutMs: 30 } },
    )
    const id = add(uploader, fileOf(40))
    await eventually(() => {
      expect(uploader.get(id)?.state.status).toBe('finishing')
    })
    await uploader.wait(id)
    expect(uploader.get(id)?.stats).toMatchObject({ attempts: 2, failures: [{ code: 'stalled' }] })
  })

  test('upload a large file to a store that takes more than eight minutes to respond', async () => {
    useFakeClock()
    const transfer = createScriptedTransfer({ responseDelayMs: 500_000 })
    const uploader = createUploader({ backend: createFakeBackend(), transfer, storage: null })
    const id = add(uploader, new File([new Uint8Array(100_000_000)], 'a.bin'))
    await vi.dynamicImportSettled()
    for (let seconds = 0; seconds < 1000 && uploader.get(id)?.state.status !== 'completed'; seconds++) {
      await vi.advanceTimersByTimeAsync(1_000)
      // The file is read by the real clock.
      await new Promise(setImmediate)
    }
    expect(uploader.get(id)?.state).toEqual({ status: 'completed' })
    expect(uploader.get(id)?.stats).toMatchObject({ attempts: 2, failures: [{ code: 'stalled' }] })
  })

  test('repeat a request without a response after seconds if the store responds to others', async () => {
    useFakeClock()
    const scripted = createScriptedTransfer()
    let requests = 0
    const transfer: UploaderOptions['transfer'] = (request) =>
      ++requests === 2 ? untilAborted(request.signal) : scripted(request)
    const uploader = createUploader({ backend: createFakeBackend(), transfer, storage: null })
    uploader.add(Array.from({ length: 40 }, () => fileOf(100)))
    await vi.advanceTimersByTimeAsync(7_000)
    expect(uploader.totals().counts.completed).toBe(40)
    expect(requests).toBe(41)
  })

  test('include sign and confirm calls', async () => {
    let signs = 0
    let confirms = 0
    const down = () => new UploadError('server-error', 'Down.', { status: 503 })
    const { store, uploader } = openUploader({}, ({ backend }) => ({
      backend: {
        ...backend,
        async sign(intents) {
          if (++signs < 3) throw down()
          return backend.sign(intents)
        },
        async confirm(signed) {
          if (++confirms < 3) throw down()
          return backend.confirm(signed)
        },
      },
    }))
    await uploader.wait(add(uploader, fileOf(4)))
    expect([signs, confirms]).toEqual([3, 3])
    expect(store.log).toHaveLength(1)
  })
})

describe('presigned URLs', () => {
  const expired = {
    act: 'respond',
    status: 403,
    body: '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
  } as const

  test('are refreshed after they expired, without counting as a retry', async () => {
    const { uploader, store } = openUploader({
      fault: ({ attempt, id }) => (id === 'file-1' && attempt === 1 ? expired : undefined),
    })
    const id = add(uploader, fileOf(4))
    await uploader.wait(id)
    expect(store.log.map(({ signature }) => signature)).toEqual([1, 2])
    expect(uploader.get(id)?.stats).toMatchObject({ urlRefreshes: 1, attempts: 2 })
  })

  test('are refreshed after a 403 without a body, if they have expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const { uploader, store } = openUploader({
      livesMs: 60_000,
      fault: ({ visits }) => {
        if (visits > 1) return undefined
        vi.setSystemTime(Date.now() + 61_000)
        return { act: 'respond', status: 403 }
      },
    })
    const id = add(uploader, fileOf(4))
    await uploader.wait(id)
    expect(store.log.map(({ signature }) => signature)).toEqual([1, 2])
    const failures = [{ code: 'url-expired', status: 403 }]
    expect(uploader.get(id)?.stats).toMatchObject({ urlRefreshes: 1, failures })
  })

  test('fail the upload if they are signed as expired again and again', async () => {
    const { uploader } = openUploader({ fault: () => expired })
    await expect(uploader.wait(add(uploader, fileOf(4)))).rejects.toMatchObject({ code: 'url-expired' })
  })

  test('are not used if they would expire before the request arrives', async () => {
    useFakeClock()
    const { uploader, store } = openUploader(
      {
        livesMs: 60_000,
        fault: ({ id, attempt }) => (id === 'file-1' && attempt === 1 ? { act: 'stall' } : undefined),
      },
      { concurrency: 1, retry: { ...quickly, stallTimeoutMs: 40_000 } },
    )
    const uploads = uploader.add([fileOf(1), fileOf(2), fileOf(3)])
    await vi.advanceTimersByTimeAsync(50_000)
    await vi.advanceTimersByTimeAsync(1_000)
    await Promise.all(uploads.map(({ id }) => uploader.wait(id)))
    // The first batch of three had 20 s to live when its turn came: each was signed again.
    expect(new Set(store.log.map(({ signature }) => signature)).size).toBe(store.log.length)
    const urlRefreshes = uploads.map(({ id }) => uploader.get(id)?.stats?.urlRefreshes)
    expect(urlRefreshes).toEqual([1, 1, 1])
    expect(uploads.map(({ id }) => uploader.get(id)?.stats?.failures.length)).toEqual([1, 0, 0])
  })
})

describe('confirmed bytes', () => {
  test('are not sent again if only the response was lost', async () => {
    const { uploader, store } = openUploader({
      fault: ({ attempt }) => (attempt === 1 ? { act: 'lose-answer' } : undefined),
    })
    const id = add(uploader, fileOf(40))
    await uploader.wait(id)
    expect(store.log).toHaveLength(1)
    expect(uploader.get(id)?.stats).toMatchObject({ attempts: 1, resentBytes: 0 })
  })
})

describe('retry of a failed upload', () => {
  test('checks whether the bytes have been stored', async () => {
    const { uploader, store } = openUploader(
      { fault: ({ attempt }) => (attempt === 1 ? { act: 'lose-answer' } : undefined) },
      { retry: { maxElapsedMs: 0 } },
    )
    const id = add(uploader, fileOf(40))
    await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'network' })
    uploader.retry(id)
    const remote = await uploader.wait(id)
    expect([...store.objects.keys()]).toEqual([remote.id])
    expect(store.log).toHaveLength(1)
  })

  test('uses a new URL after the old one was refused', async () => {
    const { uploader, store } = openUploader({
      fault: ({ visits }) => (visits === 1 ? { act: 'respond', status: 403 } : undefined),
    })
    const id = add(uploader, fileOf(40))
    await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'forbidden' })
    uploader.retry(id)
    await uploader.wait(id)
    expect(store.log.map(({ signature }) => signature)).toEqual([1, 2])
  })
})

test('small files › are read ahead if there are many; large files are sent without a copy', async () => {
  const bodies: unknown[] = []
  const { uploader } = openUploader({}, ({ transfer }) => ({
    transfer(request) {
      bodies.push(request.body)
      return transfer(request)
    },
  }))
  const addMany = () =>
    Promise.all(uploader.add(Array.from({ length: 20 }, () => fileOf(40))).map(({ id }) => uploader.wait(id)))
  await addMany()
  await vi.dynamicImportSettled()
  bodies.length = 0
  await addMany()
  expect(bodies).toHaveLength(20)
  for (const body of bodies) expect(body).toBeInstanceOf(Uint8Array)
  const large = fileOf(100_000)
  await uploader.wait(add(uploader, large))
  expect(bodies.at(-1)).toBe(large)
})

test('upload stats › are present after each end', async () => {
  const { uploader } = openUploader({ fault: ({ visits }) => (visits === 1 ? { act: 'reset' } : undefined) })
  const id = add(uploader, fileOf(40))
  await uploader.wait(id)
  const { stats } = uploader.get(id) ?? {}
  expect(stats).toMatchObject({ attempts: 2, sentBytes: 60, resentBytes: 20, urlRefreshes: 0, warnings: [] })
  expect(stats?.timeline.map(({ status }) => status)).toEqual([
    'signing',
    'uploading',
    'retrying',
    'queued',
    'signing',
    'uploading',
    'finishing',
    'completed',
  ])
  const cancelled = add(uploader, fileOf(40))
  uploader.cancel(cancelled)
  expect(uploader.get(cancelled)?.stats).toMatchObject({ attempts: 0, timeline: [{ status: 'cancelled' }] })
})

test('upload stats › count the bytes that were sent when an upload is cancelled', async () => {
  const { uploader } = openUploader({ fault: () => ({ act: 'stall' }) })
  const id = add(uploader, fileOf(40))
  await eventually(() => {
    expect(uploader.get(id)?.state).toMatchObject({ status: 'uploading', sentBytes: 20 })
  })
  uploader.cancel(id)
  expect(uploader.get(id)?.stats).toMatchObject({ attempts: 1, sentBytes: 20, resentBytes: 0 })
})

test('upload stats › count bytes that were sent before, although the file was never sent as a whole', async () => {
  const { uploader } = openUploader({ fault: () => ({ act: 'reset' }) }, { retry: { maxElapsedMs: 0 } })
  const id = add(uploader, fileOf(40))
  await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'network' })
  uploader.retry(id)
  await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'network' })
  expect(uploader.get(id)?.stats).toMatchObject({ attempts: 2, sentBytes: 40, resentBytes: 20 })
})
