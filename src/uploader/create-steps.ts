import { runInSlot, type Permit } from '../lib/pool.ts'
import type { BulkTools } from './bulk/bulk.ts'
import type { Cleanup } from './cleanup.ts'
import { browserNetwork } from '../lib/network.ts'
import type { ResumeStore } from './resume/resume-store.ts'
import { createRetryPolicy, type RetryPolicy } from './retry-policy.ts'
import type { UploadRun, UploadSteps } from './run-upload.ts'
import type { ConnectionTracker } from './scheduling/connection-tracker.ts'
import type { PendingRetries } from './scheduling/pending-retries.ts'
import type { QueuedUpload, UploadQueue } from './scheduling/upload-queue.ts'
import type { BackendSession } from './signing/backend-session.ts'
import { createSender, type SendRequest } from './transfer/send-request.ts'
import { uploadSingle } from './transfer/upload-single.ts'
import { xhrTransfer } from './transfer/xhr-transfer.ts'
import type { UploaderOptions } from './uploader-options.ts'

type StepDeps = {
  options(): UploaderOptions
  queue: UploadQueue<BackendSession>
  connections: ConnectionTracker
  cleanup: Cleanup
  resumeStore: ResumeStore | undefined
  /** The tools for many uploads, once they are loaded. */
  bulk(): BulkTools | undefined
}

/** Creates what the steps of each run need: what sends and retries is the same until the options change. */
export function createStepFactory(deps: StepDeps) {
  const { options, queue, connections, cleanup, resumeStore, bulk } = deps
  const { pool, hashPool } = queue
  const waits: { pending?: PendingRetries } = {}
  let tools: { of: UploaderOptions; send: SendRequest; retry: RetryPolicy } | undefined

  function toolsFor(current: UploaderOptions) {
    if (tools?.of === current) return tools
    const { transfer = xhrTransfer, retry: retryOptions = {}, network = browserNetwork } = current
    const { stallTimeoutMs } = retryOptions
    const hasMore = () => pool.waiting > 0
    const retry = createRetryPolicy(retryOptions, network, waits)
    const { onSuccess } = retry
    const send = createSender({ transfer, network, stallTimeoutMs, connections, hasMore, onSuccess })
    return (tools = { of: current, send, retry })
  }

  return (run: UploadRun, queued: QueuedUpload<BackendSession>, permit?: Permit): UploadSteps => {
    const { send, retry } = toolsFor(options())
    const { bytesPerMs } = connections
    let held = permit

    /** The slot that the upload has been started with, or another one. */
    async function inSlot<T>(slots: typeof pool | typeof hashPool, task: (permit: Permit) => Promise<T>) {
      const first = held
      held = undefined
      if (first) return runInSlot(first, task)
      const { id: uploadId, size } = run.upload
      return slots.run((onAcquire) => ({ uploadId, size, onAcquire }), run.signal, task)
    }

    return {
      retry,
      cleanup,
      inHashSlot: (task) => (queued.needsHash ? inSlot(hashPool, task) : task()),
      transfer: {
        send,
        pool,
        retry,
        cleanup,
        resumeStore,
        bytesPerMs,
        inSlot: (task) => inSlot(pool, task),
        uploadSingle: (...args) => uploadSingle(...args, { send, bulk: bulk() }),
      },
    }
  }
}
