import type { DigestOptions } from '../../lib/digest.ts'
import { digestOnMainThread } from '../../lib/digest-on-main-thread.ts'
import type { Checksum } from '../../model/upload-target.ts'

export type HashRequest = { source: Blob; algorithm: Checksum }

export type ToWorker = ({ type: 'hash' } & HashRequest) | { type: 'cancel' }

/** How a worker's work on a file ended. */
export type WorkerResult =
  | { type: 'digest'; digest: string }
  | { type: 'cancelled' }
  /** The file can't be read, on any thread. Not every browser can clone a `DOMException`. */
  | { type: 'unreadable'; name: string; message: string }
  /** Something is missing in the worker that the main thread may have. */
  | { type: 'unable' }

export type FromWorker = { type: 'alive' } | { type: 'progress'; hashedBytes: number } | WorkerResult

/** `unloaded`: the worker was lost before its script ran; `terminated`: after. */
type WorkerOutcome = WorkerResult | { type: 'unloaded' } | { type: 'terminated' }

/** Starts a worker; throws where workers are blocked. */
export type StartWorker = () => Worker

/**
 * Starts the worker from its file. Bundlers recognize exactly this expression and emit the file; see
 * docs/decisions/hash-worker.md.
 */
export function startWorker(): Worker {
  return new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' })
}

const heartbeatCheckMs = 2000
// A worker sends a heartbeat every second. Checks are counted instead of measuring time: after a suspended tab resumes,
// elapsed time says nothing about the worker.
const maxMissedHeartbeats = 5
const cancelTimeoutMs = 1000
// A network failure passes; retrying a worker that a Content-Security-Policy blocks costs next to nothing.
const retryAfterFailureMs = 5 * 60_000

/** Starts workers. After one could not be started or loaded, starts none for a while. */
export function createWorkerFactory(start: StartWorker) {
  let disabledUntil = 0

  function disable() {
    disabledUntil = Date.now() + retryAfterFailureMs
  }

  return {
    disable,
    open(): WorkerConnection | undefined {
      if (typeof Worker === 'undefined' || Date.now() < disabledUntil) return undefined
      try {
        return connectWorker(start())
      } catch {
        // A Content-Security-Policy or a script of another origin makes `new Worker` throw.
        disable()
        return undefined
      }
    },
  }
}

type WorkerConnection = ReturnType<typeof connectWorker>

/** One worker, which hashes one file at a time. */
function connectWorker(worker: Worker) {
  let isLoaded = false
  let isTerminated = false
  let missedHeartbeats = 0
  let settle: ((outcome: WorkerOutcome) => void) | undefined
  let onProgress: DigestOptions['onProgress']

  const send = (message: ToWorker) => worker.postMessage(message)

  function onLost() {
    isTerminated = true
    worker.terminate()
    settle?.({ type: isLoaded ? 'terminated' : 'unloaded' })
  }

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    isLoaded = true
    missedHeartbeats = 0
    if (data.type === 'progress') onProgress?.(data.hashedBytes)
    else if (data.type !== 'alive') settle?.(data)
  })
  worker.addEventListener('messageerror', onLost)
  worker.addEventListener('error', (event) => {
    // The file is hashed elsewhere, so `window.onerror` need not report it.
    event.preventDefault()
    onLost()
  })

  return {
    isTerminated: () => isTerminated,
    terminate: () => worker.terminate(),
    /** Resolves when the worker is free for the next file, or lost. */
    async hash(request: HashRequest, options: DigestOptions): Promise<WorkerOutcome> {
      const outcome = new Promise<WorkerOutcome>((resolve) => (settle = resolve))
      onProgress = options.onProgress
      missedHeartbeats = 0
      const heartbeatCheck = setInterval(() => {
        if (++missedHeartbeats > maxMissedHeartbeats) onLost()
      }, heartbeatCheckMs)
      let cancelTimer: ReturnType<typeof setTimeout> | undefined
      const cancel = () => {
        send({ type: 'cancel' })
        // The worker may hang in a read from a drive that was disconnected.
        cancelTimer = setTimeout(onLost, cancelTimeoutMs)
      }
      options.signal?.addEventListener('abort', cancel)
      send({ type: 'hash', ...request })
      try {
        return await outcome
      } finally {
        options.signal?.removeEventListener('abort', cancel)
        clearTimeout(cancelTimer)
        clearInterval(heartbeatCheck)
        onProgress = undefined
        settle = undefined
      }
    },
  }
}

/** Hashes one file at a time, in a worker that is started when needed and ended when idle, or on the main thread. */
export function createWorkerClient(factory: ReturnType<typeof createWorkerFactory>, idleMs: number) {
  let worker: WorkerConnection | undefined
  let idleTimer: ReturnType<typeof setTimeout> | undefined

  /** `undefined` where no worker can do it. */
  async function hashInWorker(request: HashRequest, options: DigestOptions): Promise<string | undefined> {
    if (worker?.isTerminated() !== false) worker = factory.open()
    const outcome = await worker?.hash(request, options)
    options.signal?.throwIfAborted()
    switch (outcome?.type) {
      case 'digest':
        return outcome.digest
      case 'unreadable':
        throw new DOMException(outcome.message, outcome.name)
      case 'unloaded':
        factory.disable()
        return undefined
      case 'cancelled':
      case 'unable':
      case 'terminated':
      case undefined:
        return undefined
      default:
        return outcome satisfies never
    }
  }

  return {
    /** Settles when the client is free again. */
    async hash(request: HashRequest, options: DigestOptions): Promise<string> {
      clearTimeout(idleTimer)
      try {
        options.signal?.throwIfAborted()
        const inWorker = await hashInWorker(request, options)
        return inWorker ?? (await digestOnMainThread(request.source, request.algorithm, options))
      } finally {
        if (worker) {
          idleTimer = setTimeout(() => {
            worker?.terminate()
            worker = undefined
          }, idleMs)
        }
      }
    },
  }
}
