import type { ResumableRecord, UploadStorage } from './resumable.ts'
import type { Unlock } from './upload-locks.ts'

// A fast store takes dozens of parts a second; the store's own list is the truth in any case.
const writeEveryMs = 250

/** One upload in parts, held by this tab. */
export type ResumeSession = {
  token: string
  /** Parts that were known to be at the store when it was claimed. */
  doneParts: readonly number[]
  /** Notes a part that is at the store; writes are coalesced. */
  partDone(number: number): void
  /** The upload ended well or was given up: forgets the record, lets the lock go. */
  finish(): Promise<void>
  /** Lets the upload go without an end: keeps the record, lets the lock go. */
  release(): Promise<void>
}

/** A claim on `record`, whose lock is held. `onEnd` hears when somebody else may have it. */
export function createResumeSession(
  record: ResumableRecord,
  { storage, unlock, onEnd }: { storage: UploadStorage; unlock: Unlock; onEnd(ended: Promise<void>): void },
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

  /** Once: what comes late from a trip that is over changes nothing. */
  function end(last: () => Promise<void>): Promise<void> {
    isOpen = false
    clearTimeout(timer)
    const ended = written.then(last).then(unlock)
    onEnd(ended)
    return ended
  }

  return {
    token: record.token,
    doneParts: record.doneParts,
    partDone(number) {
      if (!isOpen || done.has(number)) return
      done.add(number)
      timer ??= setTimeout(write, writeEveryMs)
    },
    async finish() {
      if (isOpen) await end(() => storage.delete(record.id))
    },
    async release() {
      if (!isOpen) return
      // Once: a write left to its timer would lay an old list over what the next claim writes.
      if (timer) write()
      await end(async () => undefined)
    },
  }
}

/** A claim where nothing is kept. */
export function noopSession(token: string): ResumeSession {
  return {
    token,
    doneParts: [],
    partDone: () => undefined,
    finish: async () => undefined,
    release: async () => undefined,
  }
}
