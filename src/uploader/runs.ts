import { createAbortError, toUploadError } from '../errors.ts'
import type { Permit } from '../lib/pool.ts'
import type { UploadIntent } from '../model/upload-target.ts'
import type { BulkTools, createBulkTools } from './bulk/bulk.ts'
import { startOver, type UploadMemory } from './checkpoint.ts'
import { createRun, type RunDeps } from './create-run.ts'
import { createStepFactory } from './create-steps.ts'
import { hashConcurrency } from './hashing/hash-concurrency.ts'
import { createLazyCleanup } from './lazy-cleanup.ts'
import { browserNetwork } from '../lib/network.ts'
import type { ResumeStore } from './resume/resume-store.ts'
import { runUpload, type UploadRun, type UploadSteps } from './run-upload.ts'
import { createConnectionTracker } from './scheduling/connection-tracker.ts'
import { createUploadQueue, type QueuedUpload } from './scheduling/upload-queue.ts'
import { createBackendSessions, isSameBackend, type BackendSession } from './signing/backend-session.ts'
import { minMultipartSize, requiredDigests, toUploadIntent } from './signing/upload-intent.ts'
import type { UploaderOptions } from './uploader-options.ts'
import type { Upload } from './upload.ts'

/** The parts of the uploader that its runs use. */
export type RunnerDeps = RunDeps & {
  options(): UploaderOptions
  resumeStore: ResumeStore | undefined
}

const defaultConcurrency = 5

/** The runs of an uploader: queues uploads, starts each in its slot, and stops them. */
export function createRuns(deps: RunnerDeps) {
  const { options, memories, resumeStore, read } = deps
  const connections = createConnectionTracker()
  const cleanup = createLazyCleanup(() => options().network ?? browserNetwork)
  let tools: BulkTools | undefined
  const bulk = () => tools
  const queue = createUploadQueue<BackendSession>({
    concurrency() {
      const { concurrency = defaultConcurrency } = options()
      return concurrency === 'auto' ? connections.autoConcurrency() : concurrency
    },
    hashConcurrency,
    describe: (id, session) => describeUpload(read(id), memories.get(id), session),
    start,
  })
  const createSteps = createStepFactory({ options, queue, connections, cleanup, resumeStore, bulk })
  const sessionFor = createBackendSessions(
    { pool: queue.pool, connections, cleanup, bulk },
    (id, session) => {
      const upload = queue.get(id)?.session === session ? read(id) : undefined
      const partSize = (size: number) => tools?.preferredPartSize(size, connections.bytesPerMs())
      return upload && prefetchedIntent(upload, session, memories.getOrCreate(id), partSize)
    },
  )

  function start(queued: QueuedUpload<BackendSession>, permit: Permit | undefined) {
    const { uploadId: id, session } = queued
    const upload = read(id)
    if (!upload) {
      permit?.release()
      return
    }
    const controller = new AbortController()
    queued.controller = controller
    const run = createRun(upload, session, controller.signal, deps)
    const { prefetchedBy } = run.memory
    if (prefetchedBy && prefetchedBy !== session) prefetchedBy.signer.forget(id)
    const onEnd = () => queue.settle(id)
    void execute(run, createSteps(run, queued, permit), deps, onEnd).finally(() => {
      permit?.release()
      queue.hashPool.drain()
    })
  }

  return {
    cleanup,
    /** Assigns free slots, after `concurrency` was raised for example. */
    drain: queue.drain,
    /** Queues uploads, with one call for many. */
    add(ids: readonly string[]) {
      tools?.onAdd(ids.length)
      const session = sessionFor(options().backend)
      queue.add(ids, (id) => sessionOf(memories.get(id), session))
    },
    /** Takes an upload out of the queue, or stops its run. */
    stop(id: string) {
      queue.stop(id, createAbortError())
      tools?.forget(id)
    },
    /** Uses what makes many uploads at a time fast, once there are several. */
    enableBulk(create: typeof createBulkTools) {
      tools ??= create(queue.pool.view, (id) => read(id)?.source)
    },
  }
}

/** The session of the backend that has signed the upload's target: it confirms the file and is polled, too. */
function sessionOf(memory: UploadMemory | undefined, current: BackendSession): BackendSession {
  const checkpoint = memory?.checkpoint ?? startOver
  if (checkpoint.type === 'none' || isSameBackend(checkpoint.session, current)) return current
  return checkpoint.session
}

/** What an upload that waits asks this session to sign ahead of its turn; `undefined` if it may have a target. */
function prefetchedIntent(
  upload: Upload,
  session: BackendSession,
  memory: UploadMemory,
  partSizeOf: (size: number) => number | undefined,
): UploadIntent | undefined {
  // A paused upload may have a target.
  if (memory.checkpoint.type !== 'none') return undefined
  if (memory.prefetchedBy !== session) memory.prefetchedBy?.signer.forget(upload.id)
  memory.prefetchedBy = session
  const partSize = upload.size > minMultipartSize ? partSizeOf(upload.size) : undefined
  return toUploadIntent(session.backend, upload, memory.digests, partSize)
}

/** What an upload waits for; `undefined` if it was paused or cancelled since it was queued. */
function describeUpload(
  upload: Upload | undefined,
  memory: UploadMemory | undefined,
  { backend }: BackendSession,
) {
  if (upload?.state.status !== 'queued') return undefined
  const { type } = memory?.checkpoint ?? startOver
  const { size } = upload
  return {
    size,
    needsHash: type === 'none' && requiredDigests(backend, size, memory?.digests ?? {}).length > 0,
    // The bytes are stored, or each part has a slot of its own.
    needsSlot: type === 'none' || type === 'signed',
  }
}

/** Runs an upload and reports its end, unless it is aborted. */
async function execute(
  run: UploadRun,
  steps: UploadSteps,
  { memories, setState }: RunDeps,
  onEnd: () => void,
): Promise<void> {
  const { upload, memory, session, signal } = run
  const { id } = upload
  try {
    const file = await runUpload(run, steps)
    if (signal.aborted) return
    onEnd()
    memory.checkpoint = startOver
    setState(id, { status: 'completed' }, file)
    memories.clear(id)
  } catch (thrown) {
    session.signer.forget(id)
    if (signal.aborted) return
    const error = toUploadError(thrown)
    const { checkpoint } = memory
    onEnd()
    // The sent bytes of a file that has changed are useless.
    if (error.code === 'file-changed') {
      memory.checkpoint = startOver
      memory.digests = {}
      steps.cleanup.removed(checkpoint)
    }
    setState(id, { status: 'failed', error })
  }
}
