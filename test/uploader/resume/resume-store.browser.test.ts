import { expect, onTestFinished, test } from 'vitest'
import type * as storageModule from '../../../src/uploader/resume/indexed-db-storage.ts'
import { indexedDbStorage } from '../../../src/uploader/resume/indexed-db-storage.ts'
import type { ResumableRecord, UploadStorage } from '../../../src/uploader/resume/resumable.ts'
import type * as resumeLogModule from '../../../src/uploader/resume/resume-store.ts'
import { createResumeStore, type ResumeLog } from '../../../src/uploader/resume/resume-store.ts'
import { eventually } from '../../support/eventually.ts'
import { openOtherTab } from './other-tab.ts'

// Real IndexedDB, real Web Locks, real realms.
const backend = 's3 /api'
const { signal } = new AbortController()
const partSize = 100_000

const content = Uint8Array.from({ length: 300_000 }, (_, place) => place % 251)
const file = (bytes = content, name = 'film.mp4', lastModified = 1_700_000_000_000) =>
  new File([bytes], name, { lastModified, type: 'video/mp4' })

function changedAt(place: number): Uint8Array<ArrayBuffer> {
  const bytes = content.slice()
  bytes[place] = 255
  return bytes
}

function newDatabase(): string {
  const name = `test-${crypto.randomUUID()}`
  onTestFinished(() => {
    indexedDB.deleteDatabase(name)
  })
  return name
}

// Locks are the origin's, whatever the database: ids of one test must not meet another's.
const newId = () => crypto.randomUUID()

function begin(log: ResumeLog, source: File | Blob = file(), id: string = newId()) {
  const { size, type: contentType } = source
  const name = source instanceof File ? source.name : 'a blob'
  const addedAt = new Date()
  return log.begin(
    { id, backend, token: `token of ${id}`, name, size, contentType, partSize, addedAt, source },
    signal,
  )
}

/** An upload that a reload cut off: its record is there, and nobody holds it. */
async function interrupted(parts: readonly number[] = [1, 3], source: File | Blob = file()) {
  const database = newDatabase()
  const log = createResumeStore(indexedDbStorage(database))
  const claim = await begin(log, source)
  for (const part of parts) claim.partDone(part)
  await claim.release()
  await eventually(async () => {
    expect(await log.list()).toHaveLength(1)
  })
  return { database, token: claim.token }
}

async function openLogElsewhere(database: string) {
  const { load, crash } = await openOtherTab()
  const folder = '../../../src/uploader/resume'
  const logs = await load<typeof resumeLogModule>(`${folder}/resume-store.ts`)
  const storages = await load<typeof storageModule>(`${folder}/indexed-db-storage.ts`)
  return { log: logs.createResumeStore(storages.indexedDbStorage(database)), crash }
}

test('after a reload the same file finds its token and its parts', async () => {
  const { database, token } = await interrupted([3, 1, 1])
  const log = createResumeStore(indexedDbStorage(database))
  expect(await log.list()).toMatchObject([{ name: 'film.mp4', size: 300_000, token, doneParts: [1, 3] }])
  const claim = await log.claim(file(), backend, signal)
  expect(claim).toMatchObject({ token, doneParts: [1, 3] })
})

test('a part is noted before the upload ends, so that a crash does not lose it', async () => {
  const storage = indexedDbStorage(newDatabase())
  const id = newId()
  const claim = await begin(createResumeStore(storage), file(), id)
  claim.partDone(2)
  await eventually(async () => {
    expect(await storage.get(id)).toMatchObject({ doneParts: [2] })
  })
})

test('many parts at once are few writes', async () => {
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
  const claim = await begin(createResumeStore(counting), file(), id)
  for (let part = 1; part <= 1000; part++) claim.partDone(part)
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
  ['its time', file(content, 'film.mp4', 1_700_000_000_001)],
  ['its name', file(content, 'copy.mp4')],
])('a file that differs in %s is another file', async (_what, other) => {
  const { database } = await interrupted()
  const log = createResumeStore(indexedDbStorage(database))
  expect(await log.claim(other, backend, signal)).toBeUndefined()
  expect(await log.claim(file(), backend, signal)).toBeDefined()
})

test('a record of another backend is not touched', async () => {
  const { database } = await interrupted()
  const log = createResumeStore(indexedDbStorage(database))
  expect(await log.claim(file(), 's3 /elsewhere', signal)).toBeUndefined()
})

test('a chosen record is claimed under any name of the same bytes', async () => {
  const { database, token } = await interrupted()
  const log = createResumeStore(indexedDbStorage(database))
  const [record] = await log.list()
  const claim = await log.claim(file(content, 'renamed.mp4'), backend, signal, record?.id)
  expect(claim?.token).toBe(token)
})

test('a file that was uploaded under another name is found by its own', async () => {
  const database = newDatabase()
  const log = createResumeStore(indexedDbStorage(database))
  const source = file()
  const claim = await log.begin(
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
  await claim.release()
  expect(await log.claim(file(), backend, signal)).toMatchObject({ token: 't' })
})

test('a blob without name and time is known by its bytes', async () => {
  const { database, token } = await interrupted([1], new Blob([content]))
  const log = createResumeStore(indexedDbStorage(database))
  expect(await log.claim(new Blob([changedAt(5)]), backend, signal)).toBeUndefined()
  expect(await log.claim(new Blob([content]), backend, signal)).toMatchObject({ token })
})

test('two files of one content that are dropped at once do not share a record', async () => {
  const { database } = await interrupted()
  const log = createResumeStore(indexedDbStorage(database))
  const claims = await Promise.all([1, 2, 3].map(() => log.claim(file(), backend, signal)))
  expect(claims.filter(Boolean)).toHaveLength(1)
})

test('of two tabs that ask at once, exactly one has it', async () => {
  const { database } = await interrupted()
  const here = createResumeStore(indexedDbStorage(database))
  const { log: there } = await openLogElsewhere(database)
  const claims = await Promise.all([here, there].map((log) => log.claim(file(), backend, signal)))
  expect(claims.filter(Boolean)).toHaveLength(1)
  expect(await here.list()).toEqual([])
  expect(await there.list()).toEqual([])
})

test('what a living tab sends is in nobody’s list; when the tab dies it is, and can be claimed', async () => {
  const database = newDatabase()
  const here = createResumeStore(indexedDbStorage(database))
  const { log: there, crash } = await openLogElsewhere(database)
  const id = newId()
  const claim = await begin(there, file(), id)
  claim.partDone(1)
  expect(await here.claim(file(), backend, signal)).toBeUndefined()
  await eventually(async () => {
    expect(await indexedDbStorage(database).get(id)).toMatchObject({ doneParts: [1] })
  })
  expect(await here.list()).toEqual([])
  crash()
  await eventually(async () => {
    expect(await here.list()).toMatchObject([{ id, doneParts: [1] }])
  })
  expect(await here.claim(file(), backend, signal)).toMatchObject({ doneParts: [1] })
})

test('other tabs hear of what comes and goes', async () => {
  const database = newDatabase()
  const here = createResumeStore(indexedDbStorage(database))
  let heard = 0
  const stop = here.subscribe(() => heard++)
  const { log: there } = await openLogElsewhere(database)
  const claim = await begin(there)
  await eventually(() => {
    expect(heard).toBe(1)
  })
  await claim.finish()
  await eventually(() => {
    expect(heard).toBe(2)
  })
  stop()
  await begin(there)
  await new Promise((done) => setTimeout(done, 50))
  expect(heard).toBe(2)
})

test('a record that another tab began after this one had looked is found', async () => {
  const database = newDatabase()
  const here = createResumeStore(indexedDbStorage(database))
  expect(await here.claim(file(), backend, signal)).toBeUndefined()
  const { log: there, crash } = await openLogElsewhere(database)
  await begin(there)
  crash()
  await eventually(async () => {
    expect(await here.claim(file(), backend, signal)).toBeDefined()
  })
})

test('what ended well is forgotten; notes that come late do not bring it back', async () => {
  const storage = indexedDbStorage(newDatabase())
  const log = createResumeStore(storage)
  const claim = await begin(log)
  claim.partDone(1)
  await claim.finish()
  claim.partDone(2)
  void claim.release()
  await claim.finish()
  await new Promise((done) => setTimeout(done, 400))
  expect(await storage.list()).toEqual([])
  expect(await log.claim(file(), backend, signal)).toBeUndefined()
})

test('a claim that was released can be had at once, with every part', async () => {
  const log = createResumeStore(indexedDbStorage(newDatabase()))
  const id = newId()
  let claim = await begin(log, file(), id)
  for (let round = 1; round <= 20; round++) {
    claim.partDone(round)
    await claim.release()
    const next = await log.claim(file(), backend, signal, id)
    expect(next?.doneParts).toHaveLength(round)
    if (next) claim = next
  }
})

test('a claim that was released writes nothing any more, so that the next one’s notes stay', async () => {
  const kept = indexedDbStorage(newDatabase())
  const written: (readonly number[])[] = []
  const log = createResumeStore({
    ...kept,
    async set(record) {
      written.push(record.doneParts)
      await kept.set(record)
    },
  })
  const claim = await begin(log)
  claim.partDone(1)
  await claim.release()
  await new Promise((done) => setTimeout(done, 400))
  expect(written).toEqual([[], [1]])
})

test('the list is newest first, without the live, and forgets what is removed', async () => {
  const storage = indexedDbStorage(newDatabase())
  const log = createResumeStore(storage)
  for (const name of ['a', 'b', 'c']) {
    const claim = await begin(log, file(content, name))
    await new Promise((done) => setTimeout(done, 5))
    if (name !== 'b') await claim.release()
  }
  await eventually(async () => {
    expect((await log.list()).map(({ name }) => name)).toEqual(['c', 'a'])
  })
  const [newest] = await log.list()
  await log.remove(newest?.id ?? '')
  expect((await log.list()).map(({ name }) => name)).toEqual(['a'])
})

test('a trip that was cancelled while it looked holds nothing', async () => {
  const { database } = await interrupted()
  const log = createResumeStore(indexedDbStorage(database))
  const trip = new AbortController()
  const claiming = log.claim(file(), backend, trip.signal)
  trip.abort(new Error('cancelled'))
  await expect(claiming).rejects.toThrow('cancelled')
  await eventually(async () => {
    expect(await log.list()).toHaveLength(1)
  })
})

test('ten thousand small files cost one look and no reading', async () => {
  const { database } = await interrupted()
  const storage = indexedDbStorage(database)
  let looks = 0
  const counting: UploadStorage = {
    ...storage,
    list() {
      looks++
      return storage.list()
    },
  }
  const log = createResumeStore(counting)
  const small = Array.from({ length: 10_000 }, (_, place) => {
    const unread = new File(['x'], `${place}.txt`)
    unread.slice = () => {
      throw new Error('It was read.')
    }
    return unread
  })
  const start = performance.now()
  const claims = await Promise.all(small.map((source) => log.claim(source, backend, signal)))
  expect(performance.now() - start).toBeLessThan(2_000)
  expect(claims.filter(Boolean)).toEqual([])
  expect(looks).toBe(1)
})

test('the handle of a file is kept and opens it again', async () => {
  const root = await navigator.storage.getDirectory()
  const handle = await root.getFileHandle('film.mp4', { create: true })
  onTestFinished(() => root.removeEntry('film.mp4'))
  const writable = await handle.createWritable()
  await writable.write(content)
  await writable.close()
  const source = Object.assign(await handle.getFile(), { handle })
  const { database } = await interrupted([1], source)

  const log = createResumeStore(indexedDbStorage(database))
  const [record] = await log.list()
  const again = await record?.handle?.getFile()
  expect(await again?.bytes()).toEqual(content)
  expect(again && (await log.claim(again, backend, signal))).toBeDefined()
})

test('what libraries hang on files instead of a handle does no harm', async () => {
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

test('a storage that refuses is told to nobody', async () => {
  const log = createResumeStore(refusing)
  expect(await log.list()).toEqual([])
  expect(await log.claim(file(), backend, signal)).toBeUndefined()
  const claim = await begin(log)
  claim.partDone(1)
  await claim.finish()
  await log.remove('a')
})

test('a storage that never answers holds an upload up for seconds, not for ever', async () => {
  const never = () => new Promise<never>(() => undefined)
  const log = createResumeStore({ get: never, set: never, delete: never, list: never })
  expect(await log.claim(file(), backend, signal)).toBeUndefined()
  const claim = await begin(log)
  await claim.finish()
})

test('without a storage nothing is kept', async () => {
  const log = createResumeStore(undefined)
  const claim = await begin(log)
  claim.partDone(1)
  await claim.release()
  expect(await log.list()).toEqual([])
  expect(await log.claim(file(), backend, signal)).toBeUndefined()
})

test('a file that cannot be read is not remembered', async () => {
  const source = file()
  source.slice = () => {
    throw new DOMException('gone', 'NotReadableError')
  }
  const log = createResumeStore(indexedDbStorage(newDatabase()))
  expect((await begin(log, source)).doneParts).toEqual([])
  expect(await log.list()).toEqual([])
})

test('what another version left in the database is passed over', async () => {
  const { database } = await interrupted()
  const storage = indexedDbStorage(database)
  await storage.set({ id: 'old', version: 0 } as unknown as ResumableRecord)
  expect(await storage.list()).toHaveLength(1)
  expect(await storage.get('old')).toBeUndefined()
})
