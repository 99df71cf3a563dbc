import { expect, test, vi } from 'vitest'
import type { Backend } from '../../src/backends/backend.ts'
import { UploadError } from '../../src/errors.ts'
import { createFakeBackend, createScriptedTransfer } from '../../src/testing/index.ts'
import { createUploader, type Uploader } from '../../src/uploader/uploader.ts'
import type { UploaderOptions } from '../../src/uploader/uploader-options.ts'
import type { UploadEvent } from '../../src/uploader/events.ts'
import type { UploadStatus } from '../../src/uploader/upload.ts'
import { eventually } from '../support/eventually.ts'
import { useFakeClock } from '../support/fake-clock.ts'
import { collectReportedErrors } from '../support/reported-errors.ts'

function open(options: Partial<UploaderOptions> = {}) {
  const uploader = createUploader({
    backend: createFakeBackend(),
    transfer: createScriptedTransfer(),
    ...options,
  })
  const events: UploadEvent[] = []
  uploader.on((event) => events.push(event))
  return { uploader, events }
}

const file = (name = 'a.txt', content = 'hello') => new File([content], name)

function add(uploader: Uploader, ...files: readonly File[]): string {
  const [first] = uploader.add(files.length > 0 ? files : [file()])
  return first?.id ?? ''
}

const statusOf = (uploader: Uploader, id: string) => uploader.get(id)?.state.status
const reaches = (uploader: Uploader, id: string, status: UploadStatus) =>
  eventually(() => {
    expect(statusOf(uploader, id)).toBe(status)
  })

function words(events: readonly UploadEvent[]): readonly string[] {
  return events.map((event) => (event.type === 'status' ? event.upload.state.status : event.type))
}

test('uploader › moves a file through all states in order, and resolves with the remote file', async () => {
  const { uploader, events } = open({
    backend: createFakeBackend({ processingMs: 100, contentHash: 'sha-256' }),
    transfer: createScriptedTransfer({ bytesPerSecond: 40 }),
  })
  const id = add(uploader)
  const remote = await uploader.wait(id)
  expect(words(events)).toEqual([
    'added',
    'hashing',
    'queued',
    'signing',
    'uploading',
    'finishing',
    'processing',
    'completed',
  ])
  expect(remote).toMatchObject({ name: 'a.txt', size: 5, status: 'completed' })
  expect(remote.contentHash).toBe('2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824')
  expect(uploader.get(id)?.remote).toEqual(remote)
})

test('uploader › adds a thousand files with one notification, and signs them in batches', async () => {
  const sizes: number[] = []
  const fake = createFakeBackend()
  const backend: Backend = {
    ...fake,
    sign: (intents, call) => {
      sizes.push(intents.length)
      return fake.sign(intents, call)
    },
  }
  const { uploader } = open({ backend })
  let notified = 0
  uploader.subscribeIds(() => notified++)
  uploader.add(Array.from({ length: 1000 }, (_, i) => file(`${i}.txt`)))
  expect(notified).toBe(1)
  expect(uploader.ids()).toHaveLength(1000)
  await eventually(() => {
    expect(uploader.totals().counts.completed).toBe(1000)
  })
  expect(sizes).toEqual(Array.from({ length: 20 }, () => 50))
})

test('uploader › notifies once for ten thousand added files, then at most once per frame', async () => {
  const { uploader } = open()
  let ofIds = 0
  let ofAll = 0
  uploader.subscribeIds(() => ofIds++)
  uploader.subscribeAll(() => ofAll++)
  const begin = performance.now()
  uploader.add(Array.from({ length: 10_000 }, (_, i) => file(`${i}.txt`)))
  expect([ofIds, ofAll]).toEqual([1, 1])
  await eventually(() => {
    expect(uploader.totals().counts.completed).toBeGreaterThan(1000)
  })
  expect(ofIds).toBe(1)
  // Node has no frames: a tenth of a second stands for one.
  expect(ofAll).toBeLessThan((performance.now() - begin) / 100 + 2)
  uploader.cancelAll()
})

test('uploader › runs at most `concurrency` transfers, and a slow one does not block the others', async () => {
  let running = 0
  let most = 0
  const scripted = createScriptedTransfer(({ size }) => (size > 5 ? { stallAt: 0.5 } : {}))
  const { uploader } = open({
    concurrency: 3,
    transfer: async (request) => {
      most = Math.max(most, ++running)
      try {
        return await scripted(request)
      } finally {
        running--
      }
    },
  })
  const slow = add(uploader, file('slow.txt', 'much longer'), ...Array.from({ length: 30 }, () => file()))
  await eventually(() => {
    expect(uploader.totals().counts.completed).toBe(30)
  })
  expect(most).toBe(3)
  expect(statusOf(uploader, slow)).toBe('uploading')
  uploader.cancel(slow)
})

test('uploader › starts waiting uploads at once when `concurrency` is raised', async () => {
  const backend = createFakeBackend()
  const transfer = createScriptedTransfer({ stallAt: 0.5 })
  const { uploader } = open({ backend, transfer, concurrency: 1 })
  const ids = uploader.add([file(), file(), file()]).map(({ id }) => id)
  await eventually(() => expect(uploader.totals().counts).toMatchObject({ active: 1, queued: 2 }))
  uploader.configure({ backend, transfer, concurrency: 3 })
  await eventually(() => expect(ids.map((id) => statusOf(uploader, id))).toEqual(ids.map(() => 'uploading')))
  uploader.cancelAll()
})

test("uploader › exceeds six concurrent transfers with 'auto' if the store is faster that way", async () => {
  let running = 0
  let most = 0
  const { uploader } = open({
    concurrency: 'auto',
    transfer: async ({ size, onProgress }) => {
      most = Math.max(most, ++running)
      await new Promise((done) => setTimeout(done, 5))
      onProgress(size)
      running--
      return { status: 200, headers: new Headers(), body: '' }
    },
  })
  const uploads = uploader.add(Array.from({ length: 200 }, () => file()))
  await Promise.all(uploads.map(({ id }) => uploader.wait(id)))
  expect(most).toBeGreaterThan(6)
})

test('uploader › fails a file that is not processed within an hour', async () => {
  useFakeClock()
  const { uploader } = open({ backend: createFakeBackend({ processingMs: Infinity }), storage: null })
  const id = add(uploader)
  const outcome = expect(uploader.wait(id)).rejects.toMatchObject({ code: 'processing-timeout' })
  await vi.advanceTimersByTimeAsync(59 * 60_000)
  expect(statusOf(uploader, id)).toBe('processing')
  await vi.advanceTimersByTimeAsync(2 * 60_000)
  await outcome
  expect(statusOf(uploader, id)).toBe('failed')
})

test('uploader › fails only the refused file of a batch', async () => {
  const refuse = ({ name }: { name: string }) =>
    name === 'bad.exe' ? new UploadError('type-not-allowed', 'No programs.') : undefined
  const { uploader } = open({ backend: createFakeBackend({ refuse }) })
  const [good, bad, more] = uploader.add([file(), file('bad.exe'), file()]).map(({ id }) => id)
  await eventually(() => {
    expect(uploader.totals().counts).toMatchObject({ completed: 2, failed: 1 })
  })
  expect([good, more].map((id) => statusOf(uploader, id ?? ''))).toEqual(['completed', 'completed'])
  await expect(uploader.wait(bad ?? '')).rejects.toMatchObject({ code: 'type-not-allowed' })
})

test('uploader › treats two files of one name as two uploads', async () => {
  const { uploader } = open()
  const [one, two] = uploader.add([file('same.txt', '1'), file('same.txt', '2')])
  expect(one?.id).not.toBe(two?.id)
  const remotes = await Promise.all([one, two].map((upload) => uploader.wait(upload?.id ?? '')))
  expect(new Set(remotes.map(({ id }) => id)).size).toBe(2)
})

test('uploader › removes one of two files of one name', async () => {
  const { uploader } = open({ transfer: createScriptedTransfer({ stallAt: 0.5 }) })
  const [one, two] = uploader.add([file('same.txt'), file('same.txt')]).map(({ id }) => id)
  await reaches(uploader, one ?? '', 'uploading')
  uploader.remove([one ?? ''])
  expect(uploader.ids()).toEqual([two])
  await reaches(uploader, two ?? '', 'uploading')
  uploader.cancelAll()
})

test('uploader › fails a file without a name; a blob can be given one', async () => {
  const { uploader } = open()
  const [nameless] = uploader.add([new Blob(['x'])])
  await expect(uploader.wait(nameless?.id ?? '')).rejects.toMatchObject({ code: 'empty-name' })
  const [named] = uploader.add([new Blob(['x'])], { name: 'x.mkv', metadata: { album: '7' } })
  expect(named).toMatchObject({ name: 'x.mkv', metadata: { album: '7' } })
  await uploader.wait(named?.id ?? '')
})

test('uploader › infers the type from the extension if the browser has none', () => {
  const { uploader } = open()
  const types = uploader.add([file('a.heic'), file('b.unheardof'), new File(['x'], 'c', { type: 'a/b' })])
  expect(types.map(({ contentType }) => contentType)).toEqual([
    'image/heic',
    'application/octet-stream',
    'a/b',
  ])
})

test('uploader › emits no event after a cancel, in any state', async () => {
  const slow = { latencyMs: 60, processingMs: 1_000_000, contentHash: 'sha-256' } as const
  const phases: readonly UploadStatus[] = [
    'queued',
    'hashing',
    'signing',
    'uploading',
    'finishing',
    'processing',
  ]
  for (const phase of phases) {
    const { uploader, events } = open({
      backend: createFakeBackend(slow),
      transfer: createScriptedTransfer({ bytesPerSecond: 60 }),
    })
    const id = add(uploader)
    const outcome = uploader.wait(id)
    if (phase !== 'queued') await reachesBriefly(uploader, id, phase)
    uploader.cancel(id)
    await expect(outcome).rejects.toMatchObject({ code: 'aborted' })
    const eventCount = events.length
    expect(words(events).at(-1)).toBe('cancelled')
    await new Promise((done) => setTimeout(done, 300))
    expect(events).toHaveLength(eventCount)
    expect(statusOf(uploader, id)).toBe('cancelled')
  }
})

test('uploader › deletes a stored file at the backend when its upload is cancelled', async () => {
  const backend = createFakeBackend({ processingMs: 1_000_000 })
  const { uploader } = open({ backend })
  const id = add(uploader)
  await reaches(uploader, id, 'processing')
  const remote = uploader.get(id)?.remote?.id ?? ''
  uploader.cancel(id)
  await eventually(() => expect(backend.get(remote, {})).rejects.toMatchObject({ code: 'not-found' }))
})

test('uploader › ignores a cancel of a completed upload', async () => {
  const backend = createFakeBackend()
  const { uploader, events } = open({ backend })
  const id = add(uploader)
  const remote = await uploader.wait(id)
  const eventCount = events.length
  uploader.cancel(id)
  uploader.cancelAll()
  expect(statusOf(uploader, id)).toBe('completed')
  expect(events).toHaveLength(eventCount)
  expect(await uploader.wait(id)).toEqual(remote)
  uploader.remove([id])
  expect(await backend.get(remote.id, {})).toMatchObject({ id: remote.id, status: 'completed' })
})

test('uploader › signs the rest of a batch if one upload of it is cancelled', async () => {
  const { uploader } = open({ backend: createFakeBackend({ latencyMs: 100 }) })
  const [one, two] = uploader.add([file(), file()])
  await reaches(uploader, one?.id ?? '', 'signing')
  uploader.cancel(one?.id ?? '')
  await uploader.wait(two?.id ?? '')
  expect(statusOf(uploader, one?.id ?? '')).toBe('cancelled')
})

test('uploader › gives the slot of a paused upload to others, and restarts it on resume', async () => {
  const { uploader, events } = open({
    concurrency: 1,
    transfer: createScriptedTransfer(({ size, attempt }) =>
      size > 5 && attempt === 1 ? { bytesPerSecond: 100, stallAt: 0.5 } : {},
    ),
  })
  const big = add(uploader, file('big', 'longer than five'))
  const small = add(uploader)
  await eventually(() => {
    expect(uploader.get(big)?.maxSentBytes).toBeGreaterThan(4)
  })
  uploader.pause(big)
  await uploader.wait(small)
  expect(statusOf(uploader, big)).toBe('paused')
  const shown = uploader.get(big)?.maxSentBytes
  uploader.resume(big)
  expect(uploader.get(big)?.maxSentBytes).toBe(shown)
  await uploader.wait(big)
  expect(words(events).filter((word) => word === 'paused')).toHaveLength(1)
})

test('uploader › does not send stored bytes again on retry', async () => {
  let confirms = 0
  let transfers = 0
  const fake = createFakeBackend()
  const scripted = createScriptedTransfer()
  const { uploader } = open({
    backend: {
      ...fake,
      confirm: (...args) => {
        if (++confirms === 1) throw new UploadError('server-error', 'Down.')
        return fake.confirm(...args)
      },
    },
    transfer: (request) => {
      transfers++
      return scripted(request)
    },
  })
  const id = add(uploader)
  await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'server-error' })
  uploader.retry(id)
  await uploader.wait(id)
  expect([confirms, transfers]).toEqual([2, 1])
})

test('uploader › refreshes an expired URL once and never uses it again', async () => {
  const urls: string[] = []
  let signs = 0
  const fake = createFakeBackend()
  const { uploader } = open({
    backend: {
      ...fake,
      async sign(intents, call) {
        const results = await fake.sign(intents, call)
        signs++
        return results.map((result) => {
          if (result instanceof UploadError || result.target.type !== 'put') return result
          return { ...result, target: { ...result.target, url: `${result.target.url}?signed=${signs}` } }
        })
      },
    },
    transfer: async ({ url, onProgress, size }) => {
      urls.push(url)
      onProgress(size)
      const expired = urls.length === 1
      const body = '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>'
      return { status: expired ? 403 : 200, headers: new Headers(), body: expired ? body : '' }
    },
  })
  await uploader.wait(add(uploader))
  expect(urls.map((url) => url.replace(/.*\?/, ''))).toEqual(['signed=1', 'signed=2'])
})

test('uploader › fails with the reason of a failed processing', async () => {
  const { uploader } = open({
    backend: createFakeBackend({ processingMs: 1, failProcessing: () => 'not a video' }),
  })
  await expect(uploader.wait(add(uploader))).rejects.toMatchObject({
    code: 'processing-failed',
    message: expect.stringContaining('not a video') as string,
  })
})

test('uploader › cancels a removed upload and rejects its promise', async () => {
  const { uploader, events } = open({ transfer: createScriptedTransfer({ stallAt: 0.1 }) })
  const id = add(uploader)
  const outcome = uploader.wait(id)
  await reaches(uploader, id, 'uploading')
  uploader.remove([id])
  await expect(outcome).rejects.toMatchObject({ code: 'aborted' })
  expect(uploader.ids()).toEqual([])
  expect(words(events).slice(-2)).toEqual(['cancelled', 'removed'])
})

test('uploader › notifies subscribers of one upload, once for many changes', async () => {
  const { uploader } = open({ transfer: createScriptedTransfer({ stallAt: 0.5 }) })
  const [one, two] = uploader.add([file(), file()])
  await reaches(uploader, one?.id ?? '', 'uploading')
  await reaches(uploader, two?.id ?? '', 'uploading')
  await new Promise((done) => setTimeout(done, 250))
  let notifications = 0
  uploader.subscribe(one?.id ?? '', () => notifications++)
  uploader.cancel(two?.id ?? '')
  expect(notifications).toBe(0)
  uploader.cancel(one?.id ?? '')
  expect(notifications).toBe(1)
})

test('uploader › reports errors of listeners and calls the others', async () => {
  const reported = collectReportedErrors()
  const { uploader } = open()
  uploader.on(() => {
    throw new Error('listener')
  })
  await uploader.wait(add(uploader))
  expect(reported.length).toBeGreaterThan(0)
})

async function reachesBriefly(uploader: Uploader, id: string, phase: UploadStatus): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error(`never ${phase}`))
    }, 5_000)
    const stop = uploader.on((event) => {
      if (event.type !== 'status' || event.upload.id !== id || event.upload.state.status !== phase) return
      clearTimeout(late)
      stop()
      resolve()
    })
  })
}
