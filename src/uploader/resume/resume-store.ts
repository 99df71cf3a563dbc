import type { Backend } from '../../backends/backend.ts'
import { UploadError } from '../../errors.ts'
import { createId } from '../create-id.ts'
import { createBroadcast } from './broadcast.ts'
import { compareFile, fingerprintOf } from './compare-file.ts'
import { isFileHandle, type ResumableRecord, type UploadStorage } from './record.ts'
import { resumeLocks, type ReleaseLock, type ResumeLocks } from './resume-lock.ts'
import { createResumeSession, type ResumeSession } from './resume-session.ts'
import { withTimeouts } from './storage.ts'

// The lazy chunk: the eager graph imports its types only. See `lazy-resume-store.ts`.
export { reopenFile } from './compare-file.ts'
export type { ResumeSession } from './resume-session.ts'
export { openIndexedDb } from './storage.ts'

/** The data of a new record. */
export type ResumableStart = Omit<
  ResumableRecord,
  'fingerprint' | 'doneParts' | 'updatedAt' | 'handle' | 'lastModified' | 'fileName'
> & { source: File | Blob }

/** The records of multipart uploads. */
export type ResumeStore = ReturnType<typeof createResumeStore>

/**
 * Stores multipart uploads across reloads and keeps each to one tab. A storage that rejects or hangs fails no upload: it
 * is then not resumable.
 */
export function createResumeStore(unsafeStorage: UploadStorage) {
  const storage = withTimeouts(unsafeStorage)
  const changes = createBroadcast('react-presigned/uploads')
  const locks = resumeLocks()
  const { open, acquire } = createSessions(storage, locks, changes.publish)
  const cachedRecords = createRecordCache(storage, changes.subscribe)

  /** Locks a record by its id, whatever its file is. */
  async function lock(id: string): Promise<ResumeSession | 'locked' | 'missing'> {
    const releaseLock = await acquire(id)
    if (!releaseLock) return 'locked'
    // Read under the lock: another tab may have completed it since it was listed.
    const record = await storage.get(id)
    if (record) return open(record, releaseLock)
    await releaseLock()
    return 'missing'
  }

  return {
    lock,

    /**
     * Finds the interrupted upload of this very file to this backend and locks it. Skips uploads that another tab is
     * sending. Reads the file only if its size and time are those of a record.
     *
     * @param preferredId compared first, and under any name
     */
    async findAndLock(
      source: File | Blob,
      backend: string,
      signal: AbortSignal,
      preferredId?: string,
    ): Promise<ResumeSession | undefined> {
      for (const record of preferredFirst(await cachedRecords(), preferredId)) {
        if (record.backend !== backend) continue
        if (record.id !== preferredId && hasDifferentName(record, source)) continue
        // A file that can't be read matches nothing here: the upload reads it next and fails with the reason.
        if ((await compareFile(record, source).catch(() => 'content')) !== undefined) continue
        const session = await lock(record.id)
        if (typeof session === 'string') continue
        if (!signal.aborted) return session
        await session.release()
        signal.throwIfAborted()
      }
      signal.throwIfAborted()
      return undefined
    },

    /** Stores a record of a new multipart upload and locks it; `undefined` if the file can't be read. */
    async begin(start: ResumableStart, signal: AbortSignal): Promise<ResumeSession | undefined> {
      signal.throwIfAborted()
      const fingerprint = await fingerprintOf(start.source).catch(() => undefined)
      signal.throwIfAborted()
      if (fingerprint === undefined) return undefined
      let { id } = start
      let releaseLock = await acquire(id)
      // The cancelled attempt keeps its record until the store has aborted it: the retry gets a record of its own.
      if (!releaseLock) releaseLock = await acquire((id = createId()))
      const record = newRecord({ ...start, id }, fingerprint)
      await storage.set(record)
      return open(record, releaseLock ?? (async () => undefined))
    },

    /** Interrupted uploads that no tab has locked, the last updated first. */
    async list(): Promise<readonly ResumableRecord[]> {
      // Not cached: parts are stored without a notification.
      const records = await storage.list()
      if (records.length === 0) return records
      const locked = await locks.locked()
      const unlocked = records.filter(({ id }) => !locked.has(id))
      return unlocked.sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
    },

    /** Notifies when the list may have changed, in this tab or another. A tab that crashed sends no notification. */
    subscribe: changes.subscribe,
  }
}

/** The sessions of this tab. A lock can be acquired again as soon as the session before has released it. */
function createSessions(storage: UploadStorage, locks: ResumeLocks, onChange: () => void) {
  /** Sessions that are ending, by id: their lock is about to be released. */
  const ending = new Map<string, Promise<void>>()
  return {
    async acquire(id: string): Promise<ReleaseLock | undefined> {
      await ending.get(id)
      return locks.acquire(id)
    },
    open(record: ResumableRecord, releaseLock: ReleaseLock): ResumeSession {
      const { id } = record
      onChange()
      return createResumeSession(record, {
        storage,
        releaseLock,
        onEnd(ended) {
          ending.set(id, ended)
          void ended.then(() => {
            if (ending.get(id) === ended) ending.delete(id)
            onChange()
          })
        },
      })
    },
  }
}

/** All records, read again only after a change in this tab or another: adding ten thousand files reads once. */
function createRecordCache(storage: UploadStorage, subscribe: (listener: () => void) => () => void) {
  let cached: Promise<readonly ResumableRecord[]> | undefined
  let unsubscribe: (() => void) | undefined
  return (): Promise<readonly ResumableRecord[]> => {
    unsubscribe ??= subscribe(() => {
      cached = undefined
    })
    return (cached ??= storage.list())
  }
}

function newRecord({ source, ...start }: ResumableStart, fingerprint: string): ResumableRecord {
  return {
    ...start,
    fileName: 'name' in source && source.name !== start.name ? source.name : undefined,
    lastModified: 'lastModified' in source ? source.lastModified : undefined,
    fingerprint,
    doneParts: [],
    handle: handleOf(source),
    updatedAt: new Date(),
  }
}

/**
 * Discards an interrupted upload: aborts it at the store, then deletes its record. If the store no longer has it, only
 * the record is deleted.
 *
 * @throws UploadError if another tab is sending it, or if the store can't be reached: the record then stays
 */
export async function discardResumable(
  store: Pick<ResumeStore, 'lock'>,
  backend: Backend,
  id: string,
): Promise<void> {
  const session = await store.lock(id)
  if (session === 'missing') return
  if (session === 'locked') {
    throw new UploadError('duplicate', 'This upload is in progress in another tab. Cancel it there.')
  }
  try {
    const resumed = await backend.resume?.(session.token, {})
    if (resumed?.target.type === 'multipart') await resumed.target.abort({})
  } catch (error) {
    if (!(error instanceof UploadError) || error.code !== 'not-found') {
      await session.release()
      throw error
    }
  }
  await session.finish()
}

function preferredFirst(
  records: readonly ResumableRecord[],
  id: string | undefined,
): readonly ResumableRecord[] {
  if (id === undefined) return records
  return [...records.filter((record) => record.id === id), ...records.filter((record) => record.id !== id)]
}

/** The backend stores the file under its name, so a copy under another name is another upload. */
function hasDifferentName({ name, fileName = name }: ResumableRecord, source: File | Blob): boolean {
  return 'name' in source && source.name !== fileName
}

/** Files that were dropped in Chromium have one: https://github.com/react-dropzone/file-selector */
function handleOf(source: File | Blob): FileSystemFileHandle | undefined {
  const handle: unknown = Reflect.get(source, 'handle')
  return isFileHandle(handle) ? handle : undefined
}
