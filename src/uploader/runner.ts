import { startOver } from './checkpoint.ts'
import { importRecovery } from './retry-policy.ts'
import { createRuns, type RunnerDeps } from './runs.ts'
import { minMultipartSize } from './signing/upload-intent.ts'
import { loadMultipart } from './transfer/transfer-file.ts'

// A single file of this size is sent before a network is likely to break.
const maxBriefSize = 256 * 1024

/** The runner of an uploader. */
export type UploadRunner = ReturnType<typeof createUploadRunner>

/** Starts and stops the runs of uploads. A chunk of its own: loaded with the first file, or the first listener. */
export function createUploadRunner(deps: RunnerDeps) {
  const { memories, read } = deps
  const { add, stop, cleanup, drain, enableBulk } = createRuns(deps)

  /** Drops a prefetched target, whichever backend signed it. */
  function forgetPrefetched(id: string) {
    memories.get(id)?.prefetchedBy?.signer.forget(id)
  }

  return {
    drain,
    enableBulk,
    /** Queues uploads, with one call for many. */
    start(ids: readonly string[]) {
      add(ids)
      const maxSize = ids.reduce((max, id) => Math.max(max, read(id)?.size ?? 0), 0)
      prefetchCode(maxSize, ids.length)
    },
    /** Stops an upload and keeps what it has reached. Returns whether sent bytes are lost nevertheless. */
    pause(id: string): boolean {
      stop(id)
      const upload = read(id)
      const { type } = memories.get(id)?.checkpoint ?? startOver
      const isLost = type === 'none' || type === 'signed'
      return (
        upload !== undefined && isLost && (upload.state.status === 'uploading' || upload.maxSentBytes > 0)
      )
    },
    /** Stops an upload for good and removes what it has stored. */
    cancel(id: string) {
      stop(id)
      forgetPrefetched(id)
      const memory = memories.get(id)
      if (!memory) return
      const { checkpoint } = memory
      memory.checkpoint = startOver
      memory.resumeId = undefined
      cleanup.cancelled(checkpoint)
    },
    /** Drops the memory of an upload that is removed from the list; a failed one leaves nothing at the storage. */
    drop(id: string) {
      stop(id)
      forgetPrefetched(id)
      const checkpoint = memories.get(id)?.checkpoint ?? startOver
      const state = read(id)?.state
      // A file that is still being processed is there.
      const isProcessing = state?.status === 'failed' && state.error.code === 'processing-timeout'
      if (!isProcessing) cleanup.removed(checkpoint)
    },
  }
}

/** Preloads the code that is likely to be needed, in parallel with the signing request. Failures are ignored here. */
function prefetchCode(maxSize: number, count: number) {
  if (maxSize > minMultipartSize) loadMultipart().catch(() => undefined)
  // The code that handles a broken connection could not be loaded once the connection is broken.
  if (maxSize > maxBriefSize || count > 1) importRecovery().catch(() => undefined)
}
