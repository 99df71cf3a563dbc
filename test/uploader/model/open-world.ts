import type { Backend } from '../../../src/backends/backend.ts'
import { createAbortError, UploadError } from '../../../src/errors.ts'
import type { RemoteFile } from '../../../src/model/remote-file.ts'
import type { SignedUpload, UploadIntent } from '../../../src/model/upload-target.ts'
import type { Network } from '../../../src/lib/network.ts'
import type { TransferRequest } from '../../../src/uploader/transfer/transfer.ts'
import { openStorage } from '../resume/open-storage.ts'

export const faults = ['none', 'reset', 'refused', 'busy', 'forbidden', 'lost', 'stall'] as const

/** What happens to the next requests. */
export type Fault = (typeof faults)[number]

export const partSize = 40

type OpenUpload = { intent: UploadIntent; parts: Map<number, number> }

/** Everything outside of a page: stores, the network, the storage of the browser. It outlives uploaders. */
export function openWorld({ hasFixedIds }: { hasFixedIds: boolean }) {
  /** Bytes by key. */
  const objects = new Map<string, number>()
  const multiparts = new Map<string, OpenUpload>()
  const intents = new Map<string, UploadIntent>()
  const pending: Fault[] = []
  const offlineListeners = new Set<() => void>()
  const onlineListeners = new Set<() => void>()
  const { records, storage } = openStorage()
  let isOnline = true
  let signed = 0
  let pages = 0

  /** Never resolves for a page that is gone: nothing that it does reaches the world any more. */
  const reach = (page: number) => (page === pages ? Promise.resolve() : new Promise<never>(() => undefined))

  const delay = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, ms)
      signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(createAbortError(signal.reason))
      })
    })
  const broken = () => new UploadError('network', 'The connection broke.', { url: 'https://store.test/key' })

  function fileOf(key: string, status: RemoteFile['status']): RemoteFile {
    const intent = intents.get(key)
    return { id: key, name: intent?.name ?? key, size: intent?.size, status, raw: undefined }
  }

  function openUpload(key: string): OpenUpload {
    const found = multiparts.get(key)
    if (found) return found
    throw new UploadError('not-found', 'There is no such upload.', { status: 404 })
  }

  function createBackend(name: string, page: number): Backend {
    async function call(signal?: AbortSignal) {
      await reach(page)
      await delay(5, signal)
      if (!isOnline) throw broken()
    }
    const urlOf = (key: string, part = 0) => `https://store.test/${key}?part=${part}&n=${++signed}`
    function multipartTarget(key: string): SignedUpload {
      return {
        file: fileOf(key, 'pending'),
        target: {
          type: 'multipart',
          resumeToken: key,
          partSize,
          async signParts(numbers, { signal }) {
            await call(signal)
            return numbers.map((number) => ({ number, url: urlOf(key, number), headers: {} }))
          },
          async listParts({ signal }) {
            await call(signal)
            return [...openUpload(key).parts].map(([number, size]) => ({ number, size, etag: `"${number}"` }))
          },
          async complete(_parts, { signal }) {
            await call(signal)
            if (objects.has(key) && !multiparts.has(key)) return fileOf(key, 'completed')
            const { intent, parts } = openUpload(key)
            const size = [...parts.values()].reduce((sum, bytes) => sum + bytes, 0)
            if (size !== intent.size) throw new UploadError('invalid-response', 'Parts are missing.')
            multiparts.delete(key)
            objects.set(key, size)
            return fileOf(key, 'completed')
          },
          async abort() {
            await call()
            multiparts.delete(key)
          },
        },
      }
    }
    return {
      name,
      scope: `https://${name}.test/files`,
      maxBatchSize: 4,
      async sign(batch, { signal }) {
        await call(signal)
        return batch.map((intent) => {
          const key = `${name}/${intent.uploadId}${hasFixedIds ? '' : `-${++signed}`}`
          intents.set(key, intent)
          if (intent.size > 2 * partSize) {
            multiparts.set(key, { intent, parts: new Map() })
            return multipartTarget(key)
          }
          return { file: fileOf(key, 'pending'), target: { type: 'put', url: urlOf(key), headers: {} } }
        })
      },
      async confirm({ file }, _response, { signal }) {
        await call(signal)
        const size = objects.get(file.id)
        if (size === undefined) throw new UploadError('not-found', 'There is no such file.', { status: 404 })
        return { ...fileOf(file.id, 'processing'), size }
      },
      async status(fileId, { signal }) {
        await call(signal)
        return { fileId, status: 'completed' }
      },
      async get(fileId, { signal }) {
        await call(signal)
        const size = objects.get(fileId)
        if (size === undefined) throw new UploadError('not-found', 'There is no such file.', { status: 404 })
        return { ...fileOf(fileId, 'completed'), size }
      },
      async remove(fileId) {
        await call()
        objects.delete(fileId)
      },
    }
  }

  function store(key: string, part: number, size: number) {
    if (part === 0) objects.set(key, size)
    else multiparts.get(key)?.parts.set(part, size)
  }

  async function send(page: number, { url, size, onProgress, signal }: TransferRequest) {
    await reach(page)
    const { pathname, searchParams } = new URL(url)
    const key = pathname.slice(1)
    const part = Number(searchParams.get('part'))
    const fault = isOnline ? (pending.shift() ?? 'none') : 'refused'
    await delay(10, signal)
    if (fault === 'refused') throw broken()
    onProgress(Math.floor(size / 2))
    await delay(20, signal)
    if (fault === 'reset') throw broken()
    if (fault === 'stall') await delay(1e9, signal)
    onProgress(size)
    if (fault === 'busy' || fault === 'forbidden') {
      return { status: fault === 'busy' ? 503 : 403, headers: new Headers(), body: '' }
    }
    try {
      await delay(20, signal)
    } finally {
      // What has left the page arrives, whether or not the page still listens; a little later if it does not.
      if (signal.aborted) setTimeout(() => store(key, part, size), 300)
      else store(key, part, size)
    }
    if (fault === 'lost') throw broken()
    return { status: 200, headers: new Headers({ etag: `"${part}"` }), body: '' }
  }

  /** What a page sees of the world. Ends the page before. */
  function connect() {
    const page = ++pages
    offlineListeners.clear()
    onlineListeners.clear()
    return {
      backends: [createBackend('a', page), createBackend('b', page)] as const,
      transfer: (request: TransferRequest) => send(page, request),
      network: createNetwork(page),
      storage,
    }
  }

  const createNetwork = (page: number): Network => ({
    whenOnline: async (signal) => {
      await reach(page)
      return new Promise((resolve, reject) => {
        if (isOnline) {
          resolve()
          return
        }
        const end = (settle: () => void) => () => {
          onlineListeners.delete(resume)
          settle()
        }
        const resume = end(resolve)
        onlineListeners.add(resume)
        signal?.addEventListener(
          'abort',
          end(() => reject(signal.reason as Error)),
        )
      })
    },
    onOffline(listener) {
      if (page === pages) offlineListeners.add(listener)
      return () => offlineListeners.delete(listener)
    },
  })

  return {
    connect,
    objects,
    multiparts,
    intents,
    records,
    /** The next requests have these faults. */
    fail(next: readonly Fault[]) {
      pending.push(...next)
    },
    goOffline() {
      isOnline = false
      for (const listener of [...offlineListeners]) listener()
    },
    goOnline() {
      isOnline = true
      for (const listener of [...onlineListeners]) listener()
    },
    /** Everything works from now on. */
    heal() {
      pending.length = 0
      if (!isOnline) this.goOnline()
    },
    listeners: () => offlineListeners.size + onlineListeners.size,
  }
}
