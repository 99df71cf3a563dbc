import { abortedError, type UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import { createArrivals } from './arrivals.ts'
import { createBackendLanes, laneFor, type Lane } from './backend-lanes.ts'
import { depart } from './depart.ts'
import { discard } from './discard.ts'
import type { EngineOptions } from './engine-options.ts'
import { hashLanes } from './hash/hash-blob.ts'
import { intentOf, wantedHashes } from './intent.ts'
import { lazyMap } from './lazy-map.ts'
import { createLedger, type UploadReceipt } from './ledger.ts'
import { browserNetwork } from './network.ts'
import { abandonParts } from './open-parts.ts'
import type { ResumeLog } from './resume/resume-log.ts'
import { createSlots, type Release, type Waiter } from './slots.ts'
import { createSmallFiles } from './small-files.ts'
import { createTraffic } from './traffic.ts'
import type { TripContext, TripMemory } from './trip.ts'
import type { Upload, UploadState } from './upload.ts'
import { xhrTransfer } from './xhr-transfer.ts'

/** What trips tell the engine. */
export type TripWorld = {
  options(): EngineOptions
  resumeLog: ResumeLog
  read(id: string): Upload | undefined
  become(id: string, state: UploadState, remote?: RemoteFile): void
  onEnd(id: string, end: { file: RemoteFile } | { error: UploadError }): void
  onNotice(id: string, error: UploadError): void
}

/** Where one upload is: in a queue, or on its way. One object for each of ten thousand, and no closure. */
type Run = Waiter & {
  uploadId: string
  lane: Lane
  /** Whether it waits to be hashed, and not for a slot. */
  isHashed: boolean
  /** Once it is on its way. */
  controller?: AbortController
}

// So many files are hashed ahead of the slots: enough to keep them busy, few enough to keep the trips in memory few.
const mostHashedAhead = 100

/** Starts and stops the trips of an engine's uploads, and remembers what they have reached. */
export function createTrips({ options, resumeLog, read, become, onEnd, onNotice }: TripWorld) {
  const runs = new Map<string, Run>()
  const memories = lazyMap<TripMemory>(() => ({}))
  const ledgers = lazyMap(createLedger)
  const traffic = createTraffic()
  const slots = createSlots(() => {
    const { concurrency = 5 } = options()
    return concurrency === 'auto' ? traffic.autoLimit() : concurrency
  })
  const smallFiles = createSmallFiles(slots.upcoming, (id) => read(id)?.source)
  const hashers = createSlots(() => (slots.waiting < mostHashedAhead ? hashLanes : 0))
  const arrivals = createArrivals(join, () => {
    hashers.admit()
    slots.admit()
  })

  const laneOf = createBackendLanes(slots, traffic, (id, lane) => {
    const upload = runs.get(id)?.lane === lane ? read(id) : undefined
    const memory = memories.peek(id) ?? {}
    // One that was paused knows where to go.
    return upload && !memory.used ? intentOf(upload, memory, traffic.perConnection()) : undefined
  })

  function leaveFor(id: string, run: Run, hashing: Release | undefined, slot: Release | undefined) {
    const upload = read(id)
    if (!upload) return
    const { lane } = run
    const { transfer = xhrTransfer, retry = {}, network = browserNetwork } = options()
    const { signal } = (run.controller = new AbortController())
    const memory = memories.of(id)
    const ledger = ledgers.of(id)
    const trip: TripContext = {
      lane,
      transfer,
      slots,
      traffic,
      smallFiles,
      network,
      retry,
      ledger,
      memory,
      resumeLog,
      signal,
      hashing,
      slot,
      read: () => read(id) ?? upload,
      become(state, remote) {
        if (signal.aborted) return
        if (state.status === 'uploading') memory.sentBy = lane
        become(id, state, remote)
      },
      notice(error) {
        if (ledger.notice(error)) onNotice(id, error)
      },
    }
    void depart(upload, trip, {
      onLeft: hashers.admit,
      onReady(file) {
        settle(id)
        memories.empty(id)
        onEnd(id, { file })
        // Its receipt is written; ten thousand books would fill the memory.
        ledgers.empty(id)
      },
      onFailed(error, isStale) {
        settle(id)
        if (isStale) memories.empty(id)
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
    memories.delete(id)
  }

  /** Puts an upload into its queue, or sends it off where it needs no place. */
  function join(id: string, given: Lane) {
    const size = read(id)?.size
    if (size === undefined) return
    const memory = memories.peek(id) ?? {}
    const lane = laneFor(memory.sentBy, given)
    const wanted = wantedHashes(lane.backend, size, memory)
    const isHashed = wanted.source || wanted.body
    const run: Run = { uploadId: id, size, enter, lane, isHashed, controller: undefined }
    runs.set(id, run)
    // The bytes are there, or each part takes a slot of its own.
    if (memory.arrived || memory.parts) leaveFor(id, run, undefined, undefined)
    else queueOf(run).wait(run)
  }

  const queueOf = ({ isHashed }: Run) => (isHashed ? hashers : slots)

  function enter(release: Release, { uploadId = '' }: Waiter) {
    const run = runs.get(uploadId)
    if (!run) release()
    else if (run.isHashed) leaveFor(uploadId, run, release, undefined)
    else leaveFor(uploadId, run, undefined, release)
  }

  /** A target that was signed ahead is not wanted any more. One that was paused has no run. */
  function unsign(id: string, run?: Run) {
    const lane = run?.lane ?? laneOf(options().backend)
    lane.signing.forget(id)
  }

  /** Takes an upload out of its queue, or off its way. */
  function stop(id: string): Run | undefined {
    const run = runs.get(id)
    arrivals.leave(id)
    runs.delete(id)
    smallFiles.forget(id)
    if (!run) return undefined
    queueOf(run).leave(run)
    run.controller?.abort(abortedError())
    return run
  }

  return {
    /** Queues uploads, once for many. */
    start(ids: readonly string[]) {
      arrivals.add(ids, laneOf(options().backend))
    },
    /** Stops an upload where it is; what it has reached is kept. Whether that is nothing, though bytes had left. */
    pause(id: string): boolean {
      stop(id)
      const { sentBy, parts, arrived } = memories.peek(id) ?? {}
      return sentBy !== undefined && !parts && !arrived
    },
    /** Stops an upload for good and leaves nothing of it at the storage. */
    cancel(id: string, upload: Upload) {
      const { parts, sentBy } = memories.peek(id) ?? {}
      unsign(id, stop(id))
      forget(id)
      if (parts) void abandonParts(parts, 'always')
      // A body that the page sees half sent may be whole in the socket's buffers, and arrive all the same. What
      // was there before, and so was not sent, is not ours to delete.
      const { remote } = upload
      if (sentBy && remote) void discard(async () => sentBy.backend.remove?.(remote.id, { keepalive: true }))
    },
    /** Which interrupted upload the next trip of this one goes on with. */
    resumeFrom(id: string, resumeId: string) {
      memories.of(id).resumeId = resumeId
    },
    noteStatus(id: string, { status }: UploadState) {
      ledgers.of(id).status(status)
    },
    receiptOf: (id: string): UploadReceipt => ledgers.of(id).receipt(),
    /** The upload is off the list. One that had failed leaves nothing behind. */
    drop(id: string) {
      const { parts, used, sentBy } = memories.peek(id) ?? {}
      if (parts) void abandonParts(parts)
      // The answer was lost, the file may be there.
      else if (used && used.unheard > 0 && sentBy) {
        void discard(async () => sentBy.backend.remove?.(used.signed.file.id, {}))
      }
      unsign(id)
      forget(id)
      ledgers.delete(id)
    },
  }
}
