import { createAbortError, toUploadError, type UploadError } from '../errors.ts'
import { runInSlot, type Permit } from '../lib/pool.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { BulkTools, createBulkTools } from './bulk/bulk.ts'
import { startOver, type UploadMemories } from './checkpoint.ts'
import { hashConcurrency } from './hashing/hash-concurrency.ts'
import { browserNetwork } from './network.ts'
import { createLazyCleanup } from './lazy-cleanup.ts'
import type { ResumeStore } from './resume/resume-store.ts'
import { createRetryPolicy, importRecovery, type RetryPolicy } from './retry-policy.ts'
import { runUpload, type UploadRun, type UploadSteps } from './run-upload.ts'
import { createConnectionTracker } from './scheduling/connection-tracker.ts'
import type { PendingRetries } from './scheduling/pending-retries.ts'
import { createUploadQueue, type QueuedUpload } from './scheduling/upload-queue.ts'
import { createBackendSessions, isSameBackend, type BackendSession } from './signing/backend-session.ts'
import { minMultipartSize, requiredDigests, toUploadIntent } from './signing/upload-intent.ts'
import { createSender, type SendRequest } from './transfer/send-request.ts'
import { loadMultipart } from './transfer/transfer-file.ts'
import { uploadSingle } from './transfer/upload-single.ts'
import { xhrTransfer } from './transfer/xhr-transfer.ts'
import type { UploaderOptions } from './uploader-options.ts'
import type { Upload, UploadState } from './upload.ts'

/** The parts of the uploader that the runner uses. */
export type RunnerDeps = {
  options(): UploaderOptions
  memories: UploadMemories
  resumeStore: ResumeStore | undefined
  read(id: string): Upload | undefined
  setState(id: string, state: UploadState, remote?: RemoteFile): void
  onWarning(id: string, error: UploadError): void
}

const defaultConcurrency = 5
// A single file of this size is sent before a network is likely to break.
const maxBriefSize = 256 * 1024

/** The runner of an uploader. */
export type UploadRunner = ReturnType<typeof createUploadRunner>

/** Starts and stops the runs of uploads. A chunk of its own: loaded with the first file, or the first listener. */
export function createUploadRunner({
  options,
  memories,
  resumeStore,
  read,
  setState,
  onWarning,
}: RunnerDeps) {
  const connections = createConnectionTracker()
  const waits: { pending?: PendingRetries } = {}
  const cleanup = createLazyCleanup(() => options().network ?? browserNetwork)
  const queue = createUploadQueue<BackendSession>({
    concurrency() {
      const { concurrency = defaultConcurrency } = options()
      return concurrency === 'auto' ? connections.autoConcurrency() : concurrency
    },
    hashConcurrency,
    describe,
    start,
  })
  const { pool } = queue
  let bulk: BulkTools | undefined
  const sessionFor = createBackendSessions(
    { pool, connections, cleanup, bulk: () => bulk },
    (id, session) => {
      const upload = queue.get(id)?.session === session ? read(id) : undefined
      if (!upload) return undefined
      const memory = memories.getOrCreate(id)
      // A paused upload may have a target.
      if (memory.checkpoint.type !== 'none') return undefined
      if (memory.prefetchedBy !== session) memory.prefetchedBy?.signer.forget(id)
      memory.prefetchedBy = session
      const isLarge = upload.size > minMultipartSize
      const partSize = isLarge ? bulk?.preferredPartSize(upload.size, connections.bytesPerMs()) : undefined
      return toUploadIntent(session.backend, upload, memory.digests, partSize)
    },
  )

  /** What one backend has signed is sent, confirmed and polled with that backend. */
  function sessionOf(id: string): BackendSession {
    const session = sessionFor(options().backend)
    const checkpoint = memories.get(id)?.checkpoint ?? startOver
    if (checkpoint.type === 'none') return session
    return isSameBackend(checkpoint.session, session) ? session : checkpoint.session
  }

  function describe(id: string, session: BackendSession) {
    const upload = read(id)
    // It may have been paused or cancelled since it was queued.
    if (upload?.state.status !== 'queued') return undefined
    const { checkpoint, digests } = memories.get(id) ?? { checkpoint: startOver, digests: {} }
    const { type } = checkpoint
    return {
      size: upload.size,
      needsHash: type === 'none' && requiredDigests(session.backend, upload.size, digests).length > 0,
      // The bytes are stored, or each part has a slot of its own.
      needsSlot: type === 'none' || type === 'signed',
    }
  }

  function start(queued: QueuedUpload<BackendSession>, permit: Permit | undefined) {
    const { uploadId: id, session } = queued
    const upload = read(id)
    if (!upload) {
      permit?.release()
      return
    }
    const controller = new AbortController()
    queued.controller = controller
    const run = createRun(upload, session, controller.signal)
    const { prefetchedBy } = run.memory
    if (prefetchedBy && prefetchedBy !== session) prefetchedBy.signer.forget(id)
    void execute(run, createSteps(run, queued, permit)).finally(() => {
      permit?.release()
      queue.hashPool.drain()
    })
  }

  function createRun(upload: Upload, session: BackendSession, signal: AbortSignal): UploadRun {
    const { id } = upload
    const memory = memories.getOrCreate(id)
    const { stats } = memory
    return {
      upload,
      memory,
      session,
      stats,
      signal,
      read: () => read(id) ?? upload,
      setState(state, remote) {
        if (!signal.aborted) setState(id, state, remote)
      },
      reach(checkpoint) {
        signal.throwIfAborted()
        memory.checkpoint = checkpoint
        return checkpoint
      },
      warn(error) {
        if (!signal.aborted && stats.warning(error)) onWarning(id, error)
      },
    }
  }

  let tools: { of: UploaderOptions; send: SendRequest; retry: RetryPolicy } | undefined

  /** The same for all uploads that start with the same options. */
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

  function createSteps(
    { upload, signal }: UploadRun,
    queued: QueuedUpload<BackendSession>,
    permit?: Permit,
  ): UploadSteps {
    const { send, retry } = toolsFor(options())
    const { bytesPerMs } = connections
    let held = permit

    /** The slot that the upload has been started with, or another one. */
    async function inSlot<T>(
      slots: typeof pool | typeof queue.hashPool,
      task: (permit: Permit) => Promise<T>,
    ) {
      const first = held
      held = undefined
      if (first) return runInSlot(first, task)
      const { id: uploadId, size } = upload
      return slots.run((onAcquire) => ({ uploadId, size, onAcquire }), signal, task)
    }

    return {
      retry,
      cleanup,
      inHashSlot: (task) => (queued.needsHash ? inSlot(queue.hashPool, task) : task()),
      transfer: {
        send,
        pool,
        retry,
        cleanup,
        resumeStore,
        bytesPerMs,
        inSlot: (task) => inSlot(pool, task),
        uploadSingle: (target, attempt, run) => uploadSingle(target, attempt, run, { send, bulk }),
      },
    }
  }

  /** Runs an upload and reports its end, unless it is aborted. */
  async function execute(run: UploadRun, steps: UploadSteps): Promise<void> {
    const { upload, memory, session, signal } = run
    const { id } = upload
    try {
      const file = await runUpload(run, steps)
      if (signal.aborted) return
      queue.settle(id)
      memory.checkpoint = startOver
      setState(id, { status: 'completed' }, file)
      memories.clear(id)
    } catch (thrown) {
      session.signer.forget(id)
      if (signal.aborted) return
      const error = toUploadError(thrown, 'server-error', 'The upload failed unexpectedly. Try again.')
      const { checkpoint } = memory
      queue.settle(id)
      // The sent bytes of a file that has changed are useless.
      if (error.code === 'file-changed') {
        memory.checkpoint = startOver
        memory.digests = {}
        cleanup.removed(checkpoint)
      }
      setState(id, { status: 'failed', error })
    }
  }

  /** Drops a prefetched target, whichever backend signed it. */
  function forgetPrefetched(id: string) {
    memories.get(id)?.prefetchedBy?.signer.forget(id)
    bulk?.forget(id)
  }

  /** Preloads the code that is likely to be needed, in parallel with the signing request. Failures are ignored here. */
  function prefetchCode(maxSize: number, count: number) {
    if (maxSize > minMultipartSize) loadMultipart().catch(() => undefined)
    // The code that handles a broken connection could not be loaded once the connection is broken.
    if (maxSize > maxBriefSize || count > 1) importRecovery().catch(() => undefined)
  }

  function stop(id: string) {
    queue.stop(id, createAbortError())
    bulk?.forget(id)
  }

  return {
    /** Uses what makes many uploads at a time fast, once there are several. */
    enableBulk(create: typeof createBulkTools) {
      bulk ??= create(pool.view, (id) => read(id)?.source)
    },
    /** Assigns free slots, after `concurrency` was raised for example. */
    drain: queue.drain,
    /** Queues uploads, with one call for many. */
    start(ids: readonly string[]) {
      bulk?.onAdd(ids.length)
      queue.add(ids, sessionOf)
      prefetchCode(
        ids.reduce((max, id) => Math.max(max, read(id)?.size ?? 0), 0),
        ids.length,
      )
    },
    /** Stops an upload and keeps what it has reached. Returns whether sent bytes are lost nevertheless. */
    pause(id: string): boolean {
      stop(id)
      const upload = read(id)
      const type = memories.get(id)?.checkpoint.type ?? 'none'
      const isKept = type === 'multipart' || type === 'transferred' || type === 'confirmed'
      return (
        upload !== undefined && !isKept && (upload.state.status === 'uploading' || upload.maxSentBytes > 0)
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
