import type { Backend } from '../backends/backend.ts'
import { abortedError, toUploadError, UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import { discard } from './discard.ts'
import { createEvents } from './events.ts'
import { createMeter } from './meter.ts'
import { createOutcomes } from './outcomes.ts'
import { createSignQueue } from './sign-queue.ts'
import { createSlots } from './slots.ts'
import type { Transfer } from './transfer.ts'
import { mayBecome, transition } from './transition.ts'
import { takeTrip, type Lane, type Reached } from './trip.ts'
import { newUpload, type AddOptions } from './new-upload.ts'
import { isSettled, type Upload, type UploadState } from './upload.ts'
import { createUploadStore } from './upload-store.ts'
import { xhrTransfer } from './xhr-transfer.ts'

/** What an engine is made of. */
export type EngineOptions = {
  backend: Backend
  /** Transfers at once. @default 5, since browsers open six connections to a host over HTTP/1.1 */
  concurrency?: number
  /** How bytes leave. @default by `XMLHttpRequest` */
  transfer?: Transfer
}

type Trip = { controller: AbortController; backend: Backend; hasSent: boolean }

/** Uploads and their verbs, without React. */
export type UploadEngine = ReturnType<typeof createUploadEngine>

/** Makes an engine. Nothing starts but by its verbs; it needs no ending. */
export function createUploadEngine(initial: EngineOptions) {
  let options = initial
  const store = createUploadStore()
  const outcomes = createOutcomes()
  const meter = createMeter(store.totals)
  const events = createEvents()
  const lanes = new WeakMap<Backend, Lane>()
  const trips = new Map<string, Trip>()
  const reached = new Map<string, Reached>()
  const slots = createSlots(() => options.concurrency ?? 5)
  const hashing = createSlots(() => 1)

  function laneOf(backend: Backend): Lane {
    const known = lanes.get(backend)
    if (known) return known
    const waiting: Lane['waiting'] = new Map()
    const signing = createSignQueue(backend, () => waiting.values())
    const lane = { backend, signing, waiting }
    lanes.set(backend, lane)
    return lane
  }

  function become(id: string, state: UploadState, remote?: RemoteFile) {
    const before = store.get(id)
    if (!before) return
    const upload = { ...transition(before, state), ...(remote && { remote }) }
    store.set(upload)
    meter.note(upload.highWaterBytes - before.highWaterBytes)
    if (state.status === before.state.status) return
    if (isSettled(state.status)) store.flush()
    events.emit({ type: 'status', upload, previous: before.state.status })
  }

  function start(upload: Upload) {
    const { id } = upload
    const controller = new AbortController()
    const { signal } = controller
    const lane = laneOf(options.backend)
    const trip: Trip = { controller, backend: lane.backend, hasSent: false }
    trips.set(id, trip)
    takeTrip(upload, {
      lane,
      signal,
      slots,
      hashing,
      transfer: options.transfer ?? xhrTransfer,
      reached: reached.get(id),
      keep(what) {
        if (what) reached.set(id, what)
        else reached.delete(id)
      },
      become(state, remote) {
        if (signal.aborted) return
        trip.hasSent ||= state.status === 'uploading'
        become(id, state, remote)
      },
    })
      .then((file) => {
        if (signal.aborted) return
        end(id)
        become(id, { status: 'completed' }, file)
        outcomes.resolve(id, file)
      })
      .catch((thrown: unknown) => {
        lane.signing.forget(id)
        if (signal.aborted) return
        const error = toUploadError(thrown, 'server-error', 'The upload failed unexpectedly. Try again.')
        trips.delete(id)
        become(id, { status: 'failed', error })
        outcomes.reject(id, error)
      })
  }

  function end(id: string) {
    trips.delete(id)
    reached.delete(id)
  }

  function stop(id: string, status: 'paused' | 'cancelled'): Upload | undefined {
    const upload = store.get(id)
    if (!upload || !mayBecome(upload.state.status, status)) return undefined
    trips.get(id)?.controller.abort(abortedError())
    trips.delete(id)
    become(id, { status })
    return upload
  }

  const engine = {
    /** Puts files into the queue, with one notification for all of them. */
    add(sources: readonly (File | Blob)[], addOptions?: AddOptions): readonly Upload[] {
      const uploads = sources.map((source) => newUpload(source, addOptions))
      if (uploads.length === 0) return uploads
      store.add(uploads)
      events.emit({ type: 'added', uploads })
      for (const upload of uploads) start(upload)
      return uploads
    },
    /** Stops sending; the upload waits for `resume`. A plain PUT starts over then. */
    pause(id: string) {
      stop(id, 'paused')
    },
    resume(id: string) {
      if (store.get(id)?.state.status === 'paused') engine.restart(id)
    },
    /** Ends the trip and leaves nothing of it at the storage. */
    cancel(id: string) {
      const trip = trips.get(id)
      const upload = stop(id, 'cancelled')
      if (!upload) return
      end(id)
      outcomes.reject(id, abortedError())
      // A body that the page sees half sent may be whole in the socket's buffers, and arrive all the same. What
      // was there before, and so was not sent, is not ours to delete.
      if (trip?.hasSent && upload.remote) void discard(trip.backend, upload.remote.id)
    },
    /** Sends a failed or cancelled upload again, from where it failed where that is possible. */
    retry(id: string) {
      const status = store.get(id)?.state.status
      if (status === 'failed' || status === 'cancelled') engine.restart(id)
    },
    restart(id: string) {
      become(id, { status: 'queued' })
      const upload = store.get(id)
      if (upload) start(upload)
    },
    /** Forgets uploads; those on their way are cancelled first. A completed one's file stays where it is. */
    remove(ids: readonly string[]) {
      const uploads = ids.flatMap((id) => store.get(id) ?? [])
      for (const { id } of uploads) {
        engine.cancel(id)
        end(id)
        outcomes.delete(id)
      }
      store.delete(ids)
      if (uploads.length > 0) events.emit({ type: 'removed', uploads })
    },
    pauseAll() {
      for (const id of store.ids()) engine.pause(id)
    },
    resumeAll() {
      for (const id of store.ids()) engine.resume(id)
    },
    cancelAll() {
      for (const id of store.ids()) engine.cancel(id)
    },
    retryFailed() {
      for (const { id, state } of store.all()) if (state.status === 'failed') engine.retry(id)
    },
    clearCompleted() {
      engine.remove(store.all().flatMap(({ id, state }) => (state.status === 'completed' ? [id] : [])))
    },
    /** Resolves with the file once the upload is completed; rejects when it fails, is cancelled or removed. */
    outcome: (id: string): Promise<RemoteFile> => {
      const upload = store.get(id)
      if (!upload) return Promise.reject(new UploadError('aborted', 'There is no such upload any more.'))
      return outcomes.of(upload)
    },
    onEvent: events.listen,
    /** New options, for uploads that start from now on. */
    configure(changed: EngineOptions) {
      options = changed
    },
    get: store.get,
    ids: store.ids,
    all: store.all,
    totals: meter.totals,
    subscribe: store.subscribe,
    subscribeIds: store.subscribeIds,
    subscribeAll: store.subscribeAll,
  }
  return engine
}
