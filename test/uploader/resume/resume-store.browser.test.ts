import { expect, onTestFinished, test, vi } from 'vitest'
import type * as storageModule from '../../../src/uploader/resume/indexed-db-storage.ts'
import { indexedDbStorage } from '../../../src/uploader/resume/indexed-db-storage.ts'
import type { ResumableRecord, UploadStorage } from '../../../src/uploader/resume/record.ts'
import type * as resumeStoreModule from '../../../src/uploader/resume/resume-store.ts'
import { createResumeStore, type ResumeStore } from '../../../src/uploader/resume/resume-store.ts'
import { eventually } from '../../support/eventually.ts'
import { openOtherTab } from './other-tab.ts'

// With IndexedDB, Web Locks and a second realm of the origin.
const backend = 's3 /api'
const { signal } = new AbortController()
const partSize = 100_000

const content = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251)
const file = (bytes = content, name = 'video.mp4', lastModified = 1_700_000_000_000) =>
  new File([bytes], name, { lastModified, type: 'video/mp4' })

function changedAt(index: number): Uint8Array<ArrayBuffer> {
  const bytes = content.slice()
  bytes[index] = 255
  return bytes
}

function newDatabase(): string {
  const name = `test-${crypto.randomUUID()}`
  onTestFinished(() => {
    indexedDB.deleteDatabase(name)
  })
  return name
}

// Locks are shared by the origin, whatever the database: each test needs ids of its own.
const newId = () => crypto.randomUUID()

/** Returns a function that lets every pending write become due. */
function fakeTimers(): () => void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  return () => void vi.advanceTimersByTime(1_000)
}

async function begin(store: ResumeStore, source: File | Blob = file(), id: string = newId()) {
  const { size, type: contentType } = source
  const name = source instanceof File ? source.name : 'a blob'
  const addedAt = new Date()
  const session = await store.begin(
    { id, backend, token: `token of ${id}`, name, size, contentType, partSize, addedAt, source },
    signal,
  )
  if (!session) throw new Error('Nothing was stored.')
  return session
}

/** An upload that a reload interrupted: its record is stored and not locked. */
async function interrupted(parts: readonly number[] = [1, 3], source: File | Blob = file()) {
  const database = newDatabase()
  const store = createResumeStore(indexedDbStorage(database))
  const session = await begin(store, source)
  for (const part of parts) session.partDone(part)
  await session.release()
  await eventually(async () => {
    expect(await store.list()).toHaveLength(1)
  })
  return { database, token: session.token }
}

async function openStoreElsewhere(database: string) {
  const { load, crash } = await openOtherTab()
  const folder = '../../../src/uploader/resume'
  const stores = await load<typeof resumeStoreModule>(`${folder}/resume-store.ts`)
  const storages = await load<typeof storageModule>(`${folder}/indexed-db-storage.ts`)
  return { store: stores.createResumeStore(storages.indexedDbStorage(database)), crash }
}

test('resume store › finds the token and the parts of the same file after a reload', async () => {
  const { database, token } = await interrupted([3, 1, 1])
  const store = createResumeStore(indexedDbStorage(database))
  expect(await store.list()).toMatchObject([{ name: 'video.mp4', size: 300_000, token, doneParts: [1, 3] }])
  expect(await store.findAndLock(file(), backend, signal)).toMatchObject({ token })
})

test('resume store › stores a part before the upload ends, so that a crash does not lose it', async () => {
  const storage = indexedDbStorage(newDatabase())
  const id = newId()
  const session = await begin(createResumeStore(storage), file(), id)
  session.partDone(2)
  await eventually(async () => {
    expect(await storage.get(id)).toMatchObject({ doneParts: [2] })
  })
})

test('resume store › throttles the writes of many parts', async () => {
  let writes = 0
  const storage = indexedDbStorage(newDatabase())
  const counting: UploadStorage = {
    ...storage,
    async set(record) {
      writes++
      await storage.set(record)
    },
  }
  const id = newId()
  const session = await begin(createResumeStore(counting), file(), id)
  for (let part = 1; part <= 1000; part++) session.partDone(part)
  await eventually(async () => {
    expect((await storage.get(id))?.doneParts).toHaveLength(1000)
  })
  expect(writes).toBeLessThanOrEqual(2)
})

test.each([
  ['a byte of its head', file(changedAt(0))],
  ['the last byte of its head', file(changedAt(65_535))],
  ['the first byte of its tail', file(changedAt(300_000 - 65_536))],
  ['its last byte', file(changedAt(299_999))],
  ['its size', file(content.slice(0, -1))],
  ['its time', file(content, 'video.mp4', 1_700_000_000_001)],
  ['its name', file(content, 'copy.mp4')],
])('resume store › treats a file that differs in %s as another file', async (_what, other) => {
  const { database } = await interrupted()
  const store = createResumeStore(indexedDbStorage(database))
  expect(await store.findAndLock(other, backend, signal)).toBeUndefined()
  expect(await store.findAndLock(file(), backend, signal)).toBeDefined()
})

test('resume store › ignores a record of another backend', async () => {
  const { database } = await interrupted()
  const store = createResumeStore(indexedDbStorage(database))
  expect(await store.findAndLock(file(), 's3 /elsewhere', signal)).toBeUndefined()
})

test('resume store › resumes a preferred record under any name of the same content', async () => {
  const { database, token } = await interrupted()
  const store = createResumeStore(indexedDbStorage(database))
  const [record] = await store.list()
  const session = await store.findAndLock(file(content, 'renamed.mp4'), backend, signal, record?.id)
  expect(session?.token).toBe(token)
})

test('resume store › finds a file by its own name if it was uploaded under another', async () => {
  const database = newDatabase()
  const store = createResumeStore(indexedDbStorage(database))
  const source = file()
  const session = await store.begin(
    {
      id: newId(),
      backend,
      token: 't',
      name: 'Holidays',
      size: source.size,
      contentType: 'video/mp4',
      partSize,
      addedAt: new Date(),
      source,
    },
    signal,
  )
  await session?.release()
  expect(await store.findAndLock(file(), backend, signal)).toMatchObject({ token: 't' })
})

test('resume store › compares a blob without name and time by its content', async () => {
  const { database, token } = await interrupted([1], new Blob([content]))
  const store = createResumeStore(indexedDbStorage(database))
  expect(await store.findAndLock(new Blob([changedAt(5)]), backend, signal)).toBeUndefined()
  expect(await store.findAndLock(new Blob([content]), backend, signal)).toMatchObject({ token })
})

test('resume store › gives files of equal content that are added at once a record each', async () => {
  const { database } = await interrupted()
  const store = createResumeStore(indexedDbStorage(database))
  const sessions = await Promise.all([1, 2, 3].map(() => store.findAndLock(file(), backend, signal)))
  expect(sessions.filter(Boolean)).toHaveLength(1)
})

test('resume store › lets exactly one of two tabs lock a record', async () => {
  const { database } = await interrupted()
  const here = createResumeStore(indexedDbStorage(database))
  const { store: there } = await openStoreElsewhere(database)
  const sessions = await Promise.all([here, there].map((store) => store.findAndLock(file(), backend, signal)))
  expect(sessions.filter(Boolean)).toHaveLength(1)
  expect(await here.list()).toEqual([])
  expect(await there.list()).toEqual([])
})

test('resume store › hides an upload that another tab is sending until that tab crashes', async () => {
  const database = newDatabase()
  const here = createResumeStore(indexedDbStorage(database))
  const { store: there, crash } = await openStoreElsewhere(database)
  const id = newId()
  const session = await begin(there, file(), id)
  session.partDone(1)
  expect(await here.findAndLock(file(), backend, signal)).toBeUndefined()
  await eventually(async () => {
    expect(await indexedDbStorage(database).get(id)).toMatchObject({ doneParts: [1] })
  })
  expect(await here.list()).toEqual([])
  crash()
  await eventually(async () => {
    expect(await here.list()).toMatchObject([{ id, doneParts: [1] }])
  })
  expect(await here.findAndLock(file(), backend, signal)).toBeDefined()
})

test('resume store › notifies other tabs of changes until they unsubscribe', async () => {
  const database = newDatabase()
  const here = createResumeStore(indexedDbStorage(database))
  let notifications = 0
  const unsubscribe = here.subscribe(() => notifications++)
  const { store: there } = await openStoreElsewhere(database)
  const session = await begin(there)
  await eventually(() => {
    expect(notifications).toBe(1)
  })
  await session.finish()
  await eventually(() => {
    expect(notifications).toBe(2)
  })
  unsubscribe()
  // Listeners are notified in order, so this one's notification comes after the first would have been notified.
  const laterListener = vi.fn()
  onTestFinished(here.subscribe(laterListener))
  await begin(there)
  await eventually(() => {
    expect(laterListener).toHaveBeenCalled()
  })
  expect(notifications).toBe(2)
})

test('resume store › finds a record that another tab stored after the first read', async () => {
  const database = newDatabase()
  const here = createResumeStore(indexedDbStorage(database))
  expect(await here.findAndLock(file(), backend, signal)).toBeUndefined()
  const { store: there, crash } = await openStoreElsewhere(database)
  await begin(there)
  crash()
  await eventually(async () => {
    expect(await here.findAndLock(file(), backend, signal)).toBeDefined()
  })
})

test('resume store › deletes a finished record; later calls do not restore it', async () => {
  const storage = indexedDbStorage(newDatabase())
  const store = createResumeStore(storage)
  const session = await begin(store)
  const elapse = fakeTimers()
  session.partDone(1)
  await session.finish()
  session.partDone(2)
  void session.release()
  await session.finish()
  elapse()
  expect(await storage.list()).toEqual([])
  expect(await store.findAndLock(file(), backend, signal)).toBeUndefined()
})

test('resume store › resumes a released session at once, with every part', async () => {
  const storage = indexedDbStorage(newDatabase())
  const store = createResumeStore(storage)
  const id = newId()
  let session = await begin(store, file(), id)
  for (let round = 1; round <= 20; round++) {
    session.partDone(round)
    await session.release()
    expect((await storage.get(id))?.doneParts).toHaveLength(round)
    const next = await store.findAndLock(file(), backend, signal, id)
    expect(next).toBeDefined()
    if (next) session = next
  }
})

test('resume store › writes nothing after a session was released', async () => {
  const kept = indexedDbStorage(newDatabase())
  const written: (readonly number[])[] = []
  const store = createResumeStore({
    ...kept,
    async set(record) {
      written.push(record.doneParts)
      await kept.set(record)
    },
  })
  const session = await begin(store)
  const elapse = fakeTimers()
  session.partDone(1)
  await session.release()
  elapse()
  expect(written).toEqual([[], [1]])
})

test('resume store › lists the newest first, without locked ones', async () => {
  const storage = indexedDbStorage(newDatabase())
  const store = createResumeStore(storage)
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    vi.setSystemTime(index)
    const session = await begin(store, file(content, name))
    if (name !== 'b') await session.release()
  }
  await eventually(async () => {
    expect((await store.list()).map(({ name }) => name)).toEqual(['c', 'a'])
  })
})

test('resume store › locks nothing for an upload that is aborted during the comparison', async () => {
  const { database } = await interrupted()
  const store = createResumeStore(indexedDbStorage(database))
  const controller = new AbortController()
  const pending = store.findAndLock(file(), backend, controller.signal)
  controller.abort(new Error('cancelled'))
  await expect(pending).rejects.toThrow('cancelled')
  await eventually(async () => {
    expect(await store.list()).toHaveLength(1)
  })
})

test('resume store › reads the list once and no file for ten thousand small files', async () => {
  const { database } = await interrupted()
  const storage = indexedDbStorage(database)
  let reads = 0
  const counting: UploadStorage = {
    ...storage,
    list() {
      reads++
      return storage.list()
    },
  }
  const store = createResumeStore(counting)
  const small = Array.from({ length: 10_000 }, (_, index) => {
    const unread = new File(['x'], `${index}.txt`)
    unread.slice = () => {
      throw new Error('The file was read.')
    }
    return unread
  })
  const start = performance.now()
  const sessions = await Promise.all(small.map((source) => store.findAndLock(source, backend, signal)))
  expect(performance.now() - start).toBeLessThan(2_000)
  expect(sessions.filter(Boolean)).toEqual([])
  expect(reads).toBe(1)
})

test('resume store › stores the file handle, which opens the file again', async () => {
  const root = await navigator.storage.getDirectory()
  const handle = await root.getFileHandle('video.mp4', { create: true })
  onTestFinished(() => root.removeEntry('video.mp4'))
  const writable = await handle.createWritable()
  await writable.write(content)
  await writable.close()
  const source = Object.assign(await handle.getFile(), { handle })
  const { database } = await interrupted([1], source)

  const store = createResumeStore(indexedDbStorage(database))
  const [record] = await store.list()
  const again = await record?.handle?.getFile()
  expect(await again?.bytes()).toEqual(content)
  expect(again && (await store.findAndLock(again, backend, signal))).toBeDefined()
})

test('resume store › ignores a handle property that is no file handle', async () => {
  const source = Object.assign(file(), { handle: { getFile: () => undefined } })
  const { database } = await interrupted([1], source)
  const [record] = await createResumeStore(indexedDbStorage(database)).list()
  expect(record?.handle).toBeUndefined()
})

const refusing: UploadStorage = {
  get: () => Promise.reject(new Error('private mode')),
  set: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
  delete: () => Promise.reject(new Error('private mode')),
  list: () => {
    throw new Error('blocked')
  },
}

test('resume store › fails no upload if the storage rejects', async () => {
  const store = createResumeStore(refusing)
  expect(await store.list()).toEqual([])
  expect(await store.findAndLock(file(), backend, signal)).toBeUndefined()
  const session = await begin(store)
  session.partDone(1)
  await session.finish()
})

test('resume store › delays an upload by seconds only if the storage hangs', async () => {
  const never = () => new Promise<never>(() => undefined)
  const store = createResumeStore({ get: never, set: never, delete: never, list: never })
  expect(await store.findAndLock(file(), backend, signal)).toBeUndefined()
  const session = await begin(store)
  await session.finish()
})

test('resume store › stores no record of a file that cannot be read', async () => {
  const source = file()
  source.slice = () => {
    throw new DOMException('gone', 'NotReadableError')
  }
  const store = createResumeStore(indexedDbStorage(newDatabase()))
  await expect(begin(store, source)).rejects.toThrow('Nothing was stored.')
  expect(await store.list()).toEqual([])
})

test('resume store › ignores records of another version', async () => {
  const { database } = await interrupted()
  const storage = indexedDbStorage(database)
  await storage.set({ id: 'old', version: 0 } as unknown as ResumableRecord)
  expect(await storage.list()).toHaveLength(1)
  expect(await storage.get('old')).toBeUndefined()
})
