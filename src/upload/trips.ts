import type { Backend } from '../backends/backend.ts'
import { abortedError, toUploadError, type UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import { discard } from './discard.ts'
import type { EngineOptions } from './engine-options.ts'
import { hashLanes } from './hash/hash-blob.ts'
import { hiddenEtagError } from './hidden-etag.ts'
import { intentOf, wantedHashes } from './intent.ts'
import { createLedger, type Ledger, type UploadReceipt } from './ledger.ts'
import { browserNetwork } from './network.ts'
import { abandonParts } from './open-parts.ts'
import type { ResumeLog } from './resume/resume-log.ts'
import { createSignQueue } from './sign-queue.ts'
import { createSlots, type Release } from './slots.ts'
import { createTraffic } from './traffic.ts'
import { takeTrip, type Lane, type TripContext, type TripMemory } from './trip.ts'
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

/** Where one upload is: in a queue, or on its way. */
type Run = {
  lane: Lane
  /** Once it is on its way. */
  controller?: AbortController
  /** Leaves the queue. */
  leave(): void
  /** Whether bytes may be at the storage. */
  hasSent: boolean
}

// So many files are hashed ahead of the slots: enough to keep them busy, few enough to keep the trips in memory few.
const mostHashedAhead = 100
// So many join the queue in one task: ten thousand at once would hold the page up.
const mostAtOnce = 1000

/** Starts and stops the trips of an engine's uploads, and remembers what they have reached. */
export function createTrips({ options, resumeLog, read, become, onEnd, onNotice }: TripWorld) {
  const lanes = new WeakMap<Backend, Lane>()
  const runs = new Map<string, Run>()
  const memories = new Map<string, TripMemory>()
  const ledgers = new Map<string, Ledger>()
  /** Those who have yet to join a queue. */
  const arriving = new Map<string, Lane>()
  const traffic = createTraffic()
  const slots = createSlots(() => {
    const { concurrency = 5 } = options()
    return concurrency === 'auto' ? traffic.autoLimit() : concurrency
  })
  const hashing = createSlots(() => (slots.waiting < mostHashedAhead ? hashLanes : 0))

  function laneOf(backend: Backend): Lane {
    const known = lanes.get(backend)
    if (known) return known
    const signing = createSignQueue(backend, slots.upcoming, (id) => {
      const upload = runs.get(id)?.lane === lane ? read(id) : undefined
      return upload && intentOf(upload, memories.get(id) ?? {}, traffic.perConnection())
    })
    const lane: Lane = { backend, signing }
    lanes.set(backend, lane)
    return lane
  }

  function memoryOf(id: string): TripMemory {
    const known = memories.get(id)
    if (known) return known
    const memory: TripMemory = {}
    memories.set(id, memory)
    return memory
  }

  function ledgerOf(id: string): Ledger {
    const known = ledgers.get(id)
    if (known) return known
    const ledger = createLedger()
    ledgers.set(id, ledger)
    return ledger
  }

  function depart(id: string, run: Run, place: { hashing?: Release; slot?: Release }) {
    const upload = read(id)
    if (!upload) return
    const { lane } = run
    run.controller = new AbortController()
    const { signal } = run.controller
    const { transfer = xhrTransfer, retry = {}, network = browserNetwork } = options()
    const trip: TripContext = {
      lane,
      transfer,
      slots,
      traffic,
      network,
      retry,
      ledger: ledgerOf(id),
      memory: memoryOf(id),
      resumeLog,
      signal,
      hashing: place.hashing,
      slot: place.slot,
      read: () => read(id) ?? upload,
      become(state, remote) {
        if (signal.aborted) return
        run.hasSent ||= state.status === 'uploading'
        become(id, state, remote)
      },
      noteHiddenEtag: (url) => {
        const error = hiddenEtagError(url)
        if (trip.ledger.notice(error)) onNotice(id, error)
      },
    }
    takeTrip(upload, trip)
      .finally(() => {
        trip.hashing?.()
        trip.slot?.()
        hashing.admit()
      })
      .then(
        async (file) => {
          if (signal.aborted) return
          const { parts } = trip.memory
          forget(id)
          onEnd(id, { file })
          // Its receipt is written; those of ten thousand books would fill the memory.
          ledgers.delete(id)
          await parts?.claim?.finish()
        },
        async (thrown: unknown) => {
          lane.signing.forget(id)
          if (signal.aborted) return
          const error = toUploadError(thrown, 'server-error', 'The upload failed unexpectedly. Try again.')
          runs.delete(id)
          const { parts } = trip.memory
          // What was sent of a file that is another one by now is of no use to anybody.
          const isStale = error.code === 'file-changed'
          if (isStale) memories.delete(id)
          onEnd(id, { error })
          if (isStale && parts) await abandonParts(parts)
        },
      )
      .catch(() => undefined)
  }

  function forget(id: string) {
    runs.delete(id)
    memories.delete(id)
  }

  /** Puts an upload into its queue, or sends it off where it needs no place. */
  function join(id: string, lane: Lane) {
    const size = read(id)?.size
    if (size === undefined) return
    const run: Run = { lane, leave: () => undefined, hasSent: false }
    runs.set(id, run)
    const memory = memories.get(id) ?? {}
    if (memory.arrived || memory.parts) {
      // The bytes are there, or each part takes a slot of its own.
      depart(id, run, {})
      return
    }
    const wanted = wantedHashes(lane.backend, size, memory)
    const isHashed = wanted.source || wanted.body
    run.leave = (isHashed ? hashing : slots).wait({
      size,
      uploadId: isHashed ? undefined : id,
      enter(release) {
        depart(id, run, isHashed ? { hashing: release } : { slot: release })
      },
    })
  }

  function joinSome() {
    let room = mostAtOnce
    for (const [id, lane] of arriving) {
      if (room-- === 0) break
      arriving.delete(id)
      join(id, lane)
    }
    hashing.admit()
    slots.admit()
    if (arriving.size > 0) setTimeout(joinSome)
  }

  function start(uploads: readonly Upload[]) {
    const lane = laneOf(options().backend)
    // Whoever added them has them in hand before the first word of them.
    if (arriving.size === 0) queueMicrotask(joinSome)
    for (const { id } of uploads) arriving.set(id, lane)
  }

  /** Takes an upload out of its queue, or off its way. */
  function stop(id: string): Run | undefined {
    const run = runs.get(id)
    arriving.delete(id)
    runs.delete(id)
    run?.leave()
    run?.controller?.abort(abortedError())
    return run
  }

  return {
    /** Queues uploads, once for many. */
    start,
    /** Stops an upload where it is; what it has reached is kept. */
    pause(id: string) {
      stop(id)
    },
    /** Stops an upload for good and leaves nothing of it at the storage. */
    cancel(id: string, upload: Upload) {
      const parts = memories.get(id)?.parts
      const run = stop(id)
      forget(id)
      if (parts) void discard(() => abandonParts(parts), 'always')
      // A body that the page sees half sent may be whole in the socket's buffers, and arrive all the same. What
      // was there before, and so was not sent, is not ours to delete.
      const { remote } = upload
      if (run?.hasSent && remote) void discard(async () => run.lane.backend.remove?.(remote.id, {}))
    },
    /** Which interrupted upload the next trip of this one goes on with. */
    resumeFrom(id: string, resumeId: string) {
      memoryOf(id).resumeId = resumeId
    },
    noteStatus(id: string, { status }: UploadState) {
      ledgerOf(id).status(status)
    },
    receiptOf: (id: string, size: number): UploadReceipt => ledgerOf(id).receipt(size),
    /** The upload is off the list. One that had failed leaves no parts behind. */
    drop(id: string) {
      const parts = memories.get(id)?.parts
      if (parts) void discard(() => abandonParts(parts))
      forget(id)
      ledgers.delete(id)
    },
  }
}
