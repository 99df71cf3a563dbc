import type { ResumableRecord, UploadStorage } from './record.ts'
import type { ReleaseLock } from './resume-lock.ts'

// Fast connections complete dozens of parts a second.
const writeIntervalMs = 250

/** One multipart upload that this tab has locked. */
export type ResumeSession = {
  token: string
  /** Numbers of the parts whose responses earlier sessions have received. */
  doneParts: readonly number[]
  /** Notes a part whose response was received. Writes are throttled. */
  partDone(number: number): void
  /** The upload completed or was aborted: deletes the record and releases the lock. */
  finish(): Promise<void>
  /** The upload did not end: keeps the record and releases the lock. */
  release(): Promise<void>
}

type SessionOptions = {
  storage: UploadStorage
  releaseLock: ReleaseLock
  /** Called when the session ends; the promise resolves when the lock can be acquired again. */
  onEnd(ended: Promise<void>): void
}

/** The session of a record whose lock this tab holds. */
export function createResumeSession(
  record: ResumableRecord,
  { storage, releaseLock, onEnd }: SessionOptions,
): ResumeSession {
  const done = new Set(record.doneParts)
  let written = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOpen = true

  function write() {
    clearTimeout(timer)
    timer = undefined
    const doneParts = [...done].sort((a, b) => a - b)
    written = written.then(() => storage.set({ ...record, doneParts, updatedAt: new Date() }))
  }

  /** Ends the session once: later calls of an aborted upload change nothing. */
  function end(lastWrite: () => Promise<void>): Promise<void> {
    isOpen = false
    clearTimeout(timer)
    const ended = written.then(lastWrite).then(releaseLock)
    onEnd(ended)
    return ended
  }

  return {
    token: record.token,
    doneParts: record.doneParts,
    partDone(number) {
      if (!isOpen || done.has(number)) return
      done.add(number)
      timer ??= setTimeout(write, writeIntervalMs)
    },
    async finish() {
      if (isOpen) await end(() => storage.delete(record.id))
    },
    async release() {
      if (!isOpen) return
      // A pending write must not overwrite what the next session writes.
      if (timer) write()
      await end(async () => undefined)
    },
  }
}
