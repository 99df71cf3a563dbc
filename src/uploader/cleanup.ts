import { sleep } from '../lib/time.ts'
import type { CallOptions } from '../model/call-options.ts'
import type { SignedUpload } from '../model/upload-target.ts'
import { getBackendKey } from './backend-key.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { BackendSession } from './signing/backend-session.ts'

// The store may still be writing what it was sent: an object or a part can appear after the first call.
const cleanupDelaysMs = [0, 1_500, 5_000, 15_000]

type CleanupOptions = {
  /** Goes on after a success: what is in flight may yet arrive. @default false */
  repeat?: boolean | undefined
  signal?: AbortSignal | undefined
}

/** Removes what an upload may have left at the storage. Best effort: the upload itself has ended already. */
export async function retryCleanup(
  clean: () => Promise<void>,
  { repeat = false, signal }: CleanupOptions = {},
): Promise<void> {
  for (const ms of cleanupDelaysMs) {
    // The first call at once: the page may be about to close.
    if (ms > 0) await sleep(ms)
    if (signal?.aborted) return
    try {
      await clean()
      if (!repeat) return
    } catch {
      // Not there yet, or the server is not reachable.
    }
  }
}

/** Aborts a target that is not used: a multipart upload is open at the store from the moment it is signed. */
export function abortUnusedTarget({ target }: SignedUpload) {
  if (target.type === 'multipart') void retryCleanup(() => target.abort({ retries: 0 }))
}

/** The clean-ups of an uploader. */
export type Cleanup = ReturnType<typeof createCleanup>

/** Removes what cancelled, removed and outdated uploads leave at their storage. */
export function createCleanup() {
  const running = new Map<string, AbortController>()
  const keyOf = ({ backend }: BackendSession, fileId: string) => `${getBackendKey(backend)} ${fileId}`

  async function removeFile(
    session: BackendSession,
    fileId: string,
    repeat: boolean,
    call: CallOptions = { retries: 0 },
  ) {
    const { backend } = session
    if (!backend.remove) return
    const key = keyOf(session, fileId)
    const controller = new AbortController()
    running.get(key)?.abort()
    running.set(key, controller)
    const remove = async () => backend.remove?.(fileId, call)
    await retryCleanup(remove, { repeat, signal: controller.signal })
    if (running.get(key) === controller) running.delete(key)
  }

  function discard(checkpoint: Checkpoint, isInFlight: boolean) {
    if (checkpoint.type === 'signed') abortUnusedTarget(checkpoint.target.signed)
    if (checkpoint.type === 'multipart') void checkpoint.multipart.abort({ repeat: isInFlight })
    const stored = storedFile(checkpoint)
    if (!stored) return
    const call: CallOptions = { retries: 0, ...(isInFlight && { keepalive: true }) }
    void removeFile(stored.session, stored.fileId, isInFlight || stored.mayArrive, call)
  }

  return {
    abortUnused: abortUnusedTarget,
    /** Removes what attempts have stored, or may yet store, under an id that is not used any more. */
    replaced(session: BackendSession, fileId: string) {
      void removeFile(session, fileId, true)
    },
    /** A new attempt has been given this file id: an earlier clean-up must not delete its object. */
    keepFile(session: BackendSession, fileId: string) {
      const key = keyOf(session, fileId)
      running.get(key)?.abort()
      running.delete(key)
    },
    /** Removes what a cancelled upload has stored, and what may yet arrive. */
    cancelled(checkpoint: Checkpoint) {
      discard(checkpoint, true)
    },
    /** Removes what a failed upload may have stored: its response may have been lost. */
    removed(checkpoint: Checkpoint) {
      discard(checkpoint, false)
    },
  }
}

type StoredFile = {
  session: BackendSession
  fileId: string
  /** Whether it may be stored after the first call, which succeeds without a file if `remove` is idempotent. */
  mayArrive: boolean
}

/** The file that an upload has stored, or may have. */
function storedFile(checkpoint: Checkpoint): StoredFile | undefined {
  switch (checkpoint.type) {
    case 'none':
      return undefined
    case 'signed': {
      const { session, target } = checkpoint
      // A body that was only half sent for the page may be whole in the socket's buffers, and be stored all the same.
      const isSent = target.unconfirmedAttempts > 0
      return isSent ? { session, fileId: target.signed.file.id, mayArrive: true } : undefined
    }
    case 'multipart': {
      const { session, multipart } = checkpoint
      return multipart.isCompleting ? { session, fileId: multipart.file.id, mayArrive: true } : undefined
    }
    case 'transferred':
    case 'confirmed': {
      const { session, signed } = checkpoint
      // A file that was there before, and so was not sent, is kept.
      return signed.target.type === 'none' ? undefined : { session, fileId: signed.file.id, mayArrive: false }
    }
    default:
      return checkpoint satisfies never
  }
}
