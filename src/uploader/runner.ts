import { createAbortError, type UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import { createChunkedEnqueue } from './scheduling/enqueue-in-chunks.ts'
import { createSignerRegistry, resolveSigner, type BackendSession } from './signing/backend-session.ts'
import { startRun } from './start-run.ts'
import type { UploaderOptions } from './uploader-options.ts'
import { hashConcurrency } from './hashing/hash-blob.ts'
import { toUploadIntent, requiredHashes } from './signing/upload-intent.ts'
import { createDefaultMap } from './default-map.ts'
import { createUploadStats, type UploadStats } from './upload-stats.ts'
import { browserNetwork } from './network.ts'
import type { ResumeLog } from './resume/resume-store.ts'
import { createTransferPool, type Release, type QueueEntry } from './scheduling/transfer-pool.ts'
import { createSmallFileReader } from './transfer/small-file-reader.ts'
import { takeAwayCancelled, takeAwayFailed } from './cleanup-upload.ts'
import { createConnectionTracker } from './scheduling/connection-tracker.ts'
import type { UploadContext, UploadCheckpoint } from './run-upload.ts'
import type { Upload, UploadState } from './upload.ts'
import { xhrTransfer } from './transfer/xhr-transfer.ts'

/** What trips tell the engine. */
export type RunnerDeps = {
  options(): UploaderOptions
  resumeLog: ResumeLog
  read(id: string): Upload | undefined
  setState(id: string, state: UploadState, remote?: RemoteFile): void
  onEnd(id: string, end: { file: RemoteFile } | { error: UploadError }): void
  onWarning(id: string, error: UploadError): void
}

/** Where one upload is: in a queue, or on its way. One object for each of ten thousand, and no closure. */
type QueuedUpload = QueueEntry & {
  uploadId: string
  session: BackendSession
  /** Whether it waits to be hashed, and not for a slot. */
  isHashed: boolean
  /** Once it is on its way. */
  controller?: AbortController
}

// So many files are hashed ahead of the slots: enough to keep them busy, few enough to keep the trips in memory few.
const maxHashedAhead = 100

/** Starts and stops the trips of an engine's uploads, and remembers what they have reached. */
export function createUploadRunner({ options, resumeLog, read, setState, onEnd, onWarning }: RunnerDeps) {
  const runs = new Map<string, QueuedUpload>()
  const checkpoints = createDefaultMap<UploadCheckpoint>(() => ({}))
  const statsRecorders = createDefaultMap(createUploadStats)
  const traffic = createConnectionTracker()
  const slots = createTransferPool(() => {
    const { concurrency = 5 } = options()
    return concurrency === 'auto' ? traffic.maxConcurrency() : concurrency
  })
  const smallFiles = createSmallFileReader(slots.upcoming, (id) => read(id)?.source)
  const hashPool = createTransferPool(() => (slots.waiting < maxHashedAhead ? hashConcurrency : 0))
  const arrivals = createChunkedEnqueue(join, () => {
    hashPool.drain()
    slots.drain()
  })

  const laneOf = createSignerRegistry(slots, traffic, (id, session) => {
    const upload = runs.get(id)?.session === session ? read(id) : undefined
    const memory = checkpoints.peek(id) ?? {}
    // One that was paused knows where to go.
    return upload && !memory.used ? toUploadIntent(upload, memory, traffic.perConnection()) : undefined
  })

  /** @param place where it has waited for one: among those who hash, or a slot */
  function leave(run: QueuedUpload, place?: Release) {
    const { uploadId: id, session, isHashed } = run
    const upload = read(id)
    if (!upload) return
    const { transfer = xhrTransfer, retry = {}, network = browserNetwork } = options()
    const { signal } = (run.controller = new AbortController())
    const checkpoint = checkpoints.of(id)
    const stats = statsRecorders.of(id)
    const trip: UploadContext = {
      session,
      transfer,
      slots,
      traffic,
      smallFiles,
      network,
      retry,
      stats,
      checkpoint,
      resumeLog,
      signal,
      hashing: isHashed ? place : undefined,
      slot: isHashed ? undefined : place,
      read: () => read(id) ?? upload,
      setState(state, remote) {
        if (signal.aborted) return
        if (state.status === 'uploading') checkpoint.sentBySession = session
        setState(id, state, remote)
      },
      warn(error) {
        if (stats.notice(error)) onWarning(id, error)
      },
    }
    void startRun(upload, trip, {
      onLeft: hashPool.drain,
      onReady(file) {
        settle(id)
        checkpoints.empty(id)
        onEnd(id, { file })
        // Its stats is written; ten thousand books would fill the memory.
        statsRecorders.empty(id)
      },
      onFailed(error, isStale) {
        settle(id)
        if (isStale) checkpoints.empty(id)
        onEnd(id, { error })
      },
    })
  }

  function settle(id: string) {
    const run = runs.get(id)
    // It is as old as the upload: whatever it held would not be let go of before the next large collection.
    if (run) run.controller = undefined
    runs.delete(id)
  }

  function forget(id: string) {
    settle(id)
    checkpoints.delete(id)
  }

  /** Puts an upload into its queue, or sends it off where it needs no place. */
  function join(id: string, given: BackendSession) {
    const upload = read(id)
    // It may have been paused or cancelled meanwhile.
    if (upload?.state.status !== 'queued' || runs.has(id)) return
    const { size } = upload
    const memory = checkpoints.peek(id) ?? {}
    const session = resolveSigner(memory.sentBySession, given)
    const wanted = requiredHashes(session.backend, size, memory)
    const isHashed = wanted.source || wanted.body
    const run: QueuedUpload = { uploadId: id, size, enter, session, isHashed, controller: undefined }
    runs.set(id, run)
    // The bytes are there, or each part takes a slot of its own.
    if (memory.arrived || memory.parts) leave(run)
    else queueOf(run).wait(run)
  }

  const queueOf = ({ isHashed }: QueuedUpload) => (isHashed ? hashPool : slots)

  function enter(release: Release, { uploadId = '' }: QueueEntry) {
    const run = runs.get(uploadId)
    if (run) leave(run, release)
    else release()
  }

  /** A target that was signed ahead is not wanted any more. One that was paused has no run. */
  function dropPrefetched(id: string, run?: QueuedUpload) {
    const session = run?.session ?? laneOf(options().backend)
    session.signing.forget(id)
  }

  /** Takes an upload out of its queue, or off its way. */
  function stop(id: string): QueuedUpload | undefined {
    const run = runs.get(id)
    arrivals.leave(id)
    runs.delete(id)
    smallFiles.forget(id)
    if (!run) return undefined
    queueOf(run).leave(run)
    run.controller?.abort(createAbortError())
    return run
  }

  return {
    /** Starts what there is room for, should the limit have been raised. */
    drain: slots.drain,
    /** Queues uploads, once for many. */
    start(ids: readonly string[]) {
      arrivals.add(ids, laneOf(options().backend))
    },
    /** Stops an upload where it is; what it has reached is kept. Whether that is nothing, though bytes had left. */
    pause(id: string): boolean {
      stop(id)
      const { sentBySession, parts, arrived } = checkpoints.peek(id) ?? {}
      return sentBySession !== undefined && !parts && !arrived
    },
    /** Stops an upload for good and leaves nothing of it at the storage. */
    cancel(id: string, upload: Upload) {
      const memory = checkpoints.peek(id)
      dropPrefetched(id, stop(id))
      forget(id)
      if (memory) takeAwayCancelled(memory, upload.remote)
    },
    /** Which interrupted upload the next trip of this one goes on with. */
    resumeFrom(id: string, resumeId: string) {
      checkpoints.of(id).resumeId = resumeId
    },
    recordStatus(id: string, { status }: UploadState) {
      statsRecorders.of(id).status(status)
    },
    statsOf: (id: string): UploadStats => statsRecorders.of(id).stats(),
    /** The upload is off the list. One that had failed leaves nothing behind. */
    drop(id: string) {
      const memory = checkpoints.peek(id)
      if (memory) takeAwayFailed(memory)
      dropPrefetched(id)
      forget(id)
      statsRecorders.delete(id)
    },
  }
}
