import { createId } from '../create-id.ts'
import { createResumeSession, noopSession, type ResumeSession } from './resume-session.ts'
import { compareFile } from './compare-file.ts'
import { fingerprintOf } from './fingerprint.ts'
import { isFileHandle } from './parse-record.ts'
import { withTimeouts } from './storage-with-timeout.ts'
import type { ResumableRecord, UploadStorage } from './resumable.ts'
import { createBroadcast } from './broadcast.ts'
import { tabLocks, type Unlock, type UploadLocks } from './upload-locks.ts'

export type { ResumeSession } from './resume-session.ts'

/** What a new record is made of. */
export type ResumableStart = Omit<
  ResumableRecord,
  'fingerprint' | 'doneParts' | 'updatedAt' | 'handle' | 'lastModified' | 'fileName'
> & { source: File | Blob }

/** The memory of uploads in parts. */
export type ResumeLog = ReturnType<typeof createResumeStore>

/**
 * Remembers uploads in parts across reloads and keeps each to one tab. Without a storage it remembers nothing. A
 * storage that fails or hangs holds nobody up and is told to nobody.
 */
export function createResumeStore(given: UploadStorage | undefined, givenLocks?: UploadLocks) {
  const storage = given && withTimeouts(given)
  const news = createBroadcast('react-presigned/uploads')
  /** Claims of this tab that are being let go: whoever wants one of them next waits for that. */
  const ending = new Map<string, Promise<void>>()
  let locks = givenLocks
  let listed: Promise<readonly ResumableRecord[]> | undefined
  let stop: (() => void) | undefined

  /** Everything that is kept; asked for anew only after something changed, here or in another tab. */
  function kept(): Promise<readonly ResumableRecord[]> {
    if (!storage) return Promise.resolve([])
    if (listed) return listed
    stop ??= news.listen(() => {
      listed = undefined
    })
    return (listed = storage.list())
  }

  async function lock(id: string): Promise<Unlock | undefined> {
    await ending.get(id)
    locks ??= tabLocks()
    return locks.acquire(id)
  }

  function createSession(record: ResumableRecord, storage: UploadStorage, unlock: Unlock): ResumeSession {
    const { id } = record
    news.tell()
    return createResumeSession(record, {
      storage,
      unlock,
      onEnd(ended) {
        ending.set(id, ended)
        void ended.then(() => {
          if (ending.get(id) === ended) ending.delete(id)
          news.tell()
        })
      },
    })
  }

  async function take(id: string): Promise<ResumeSession | 'held' | 'gone'> {
    if (!storage) return 'gone'
    const unlock = await lock(id)
    if (!unlock) return 'held'
    // Read under the lock: another tab may have ended it since it was listed.
    const record = await storage.get(id)
    if (record) return createSession(record, storage, unlock)
    await unlock()
    return 'gone'
  }

  return {
    /** Holds a record by its id, whatever its bytes are. Tells where there is none, or where somebody has it. */
    take,
    /**
     * The record of an interrupted upload of these very bytes to this backend that no tab is sending; locks it.
     * `undefined` where there is none. A file is only read where its size and time are a record's.
     *
     * @param preferredId looked at first, and under any name
     */
    async claim(
      source: File | Blob,
      backend: string,
      signal: AbortSignal,
      preferredId?: string,
    ): Promise<ResumeSession | undefined> {
      for (const record of preferred(await kept(), preferredId)) {
        if (record.backend !== backend) continue
        if (record.id !== preferredId && hasDifferentName(record, source)) continue
        // A file that cannot be read is nobody's; the trip finds out and says so.
        if ((await compareFile(record, source).catch(() => 'content')) !== undefined) continue
        const claim = await take(record.id)
        if (typeof claim === 'string') continue
        if (!signal.aborted) return claim
        await claim.release()
        signal.throwIfAborted()
      }
      signal.throwIfAborted()
      return undefined
    },
    /** Starts a record for a new upload in parts, and locks it. */
    async begin({ source, ...what }: ResumableStart, signal: AbortSignal): Promise<ResumeSession> {
      signal.throwIfAborted()
      if (!storage) return noopSession(what.token)
      const fingerprint = await fingerprintOf(source).catch(() => undefined)
      signal.throwIfAborted()
      if (fingerprint === undefined) return noopSession(what.token)
      let { id } = what
      let unlock = await lock(id)
      // Cancelled and tried again while the store is yet asked to give up what it had: that keeps its record.
      if (!unlock) unlock = await lock((id = createId()))
      const record: ResumableRecord = {
        ...what,
        id,
        fileName: 'name' in source && source.name !== what.name ? source.name : undefined,
        lastModified: 'lastModified' in source ? source.lastModified : undefined,
        fingerprint,
        doneParts: [],
        handle: handleOf(source),
        updatedAt: new Date(),
      }
      await storage.set(record)
      return createSession(record, storage, unlock ?? (async () => undefined))
    },
    /** Interrupted uploads that no tab holds, the one that moved last first. */
    async list(): Promise<readonly ResumableRecord[]> {
      // Parts come in without news.
      const records = (await storage?.list()) ?? []
      if (records.length === 0) return records
      locks ??= tabLocks()
      const held = await locks.held()
      const free = records.filter(({ id }) => !held.has(id))
      return free.sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
    },
    /** Forgets a record; what the store has of it stays there. */
    async remove(id: string): Promise<void> {
      await storage?.delete(id)
      news.tell()
    },
    /** Hears when the list may have changed, by this tab or another. A tab that crashed tells nobody. */
    subscribe: news.listen,
  }
}

function preferred(records: readonly ResumableRecord[], id: string | undefined): readonly ResumableRecord[] {
  if (id === undefined) return records
  return [...records.filter((record) => record.id === id), ...records.filter((record) => record.id !== id)]
}

/** The name is the file's at the backend, too: a copy under another name is another upload. */
function hasDifferentName({ name, fileName = name }: ResumableRecord, source: File | Blob): boolean {
  return 'name' in source && source.name !== fileName
}

/** Chromium's drops have one; see file-selector. */
function handleOf(source: File | Blob): FileSystemFileHandle | undefined {
  const handle: unknown = Reflect.get(source, 'handle')
  return isFileHandle(handle) ? handle : undefined
}
