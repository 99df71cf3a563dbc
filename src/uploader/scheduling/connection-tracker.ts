import { loadChunk } from '../../lib/load-chunk.ts'
import type { AutoLimit } from './auto-limit.ts'
import { originOf } from '../../lib/origin.ts'
import { createSharedTimer } from './shared-timer.ts'

// Browsers open six connections to a host over HTTP/1.1. Further requests wait inside the browser, without progress.
const maxConnectionsPerHost = 6
const defaultConcurrency = 5

// A smaller body measures latency, not speed.
const minSampleBytes = 256 * 1024
const sampleWeight = 0.3

// Responses that are compared with a silent request, and how many of them it takes.
const maxPeers = 16
const minPeers = 3

/** One request that carries bytes. */
export type TransferHandle = {
  /** Bytes have been sent. */
  onProgress(): void
  /** A response was received, whatever its status: the store's CORS rules allow this page. */
  onResponse(): void
  /** It has ended, successfully if `bytes` is given. */
  end(bytes?: number): void
  /**
   * The longest silence, in milliseconds, before the latest responses to other requests of about this size that came while
   * this one was silent; `undefined` if there were too few.
   */
  slowestPeerMs(): number | undefined
}

/** State that the transfers of an uploader share. */
export type ConnectionTracker = ReturnType<typeof createConnectionTracker>

/** The connections to one store. */
type StoreConnections = {
  running: number
  /** How many of those have sent bytes. */
  sending: number
  progressAt: number
  saturatedUntil: number
  /** Whether it has ever sent a response that the page could read. */
  hasResponded: boolean
  /** The latest successful responses: when they came, and after how long a silence. */
  responses: readonly { size: number; at: number; silentMs: number }[]
}

/** Tracks transfers: how many run to which store, which stores have ever responded, how fast a connection is. */
export function createConnectionTracker() {
  const stores = new Map<string, StoreConnections>()
  const apiUrls = new Set<string | undefined>()
  const speed = createAverageSpeed()
  let auto: AutoLimit | undefined
  let autoChunk: Promise<void> | undefined

  function storeOf(url: string): StoreConnections {
    const origin = originOf(url)
    const store = stores.get(origin) ?? createStore()
    stores.set(origin, store)
    return store
  }

  function loadAuto() {
    autoChunk ??= loadChunk(() => import('./auto-limit.ts')).then(
      ({ createAutoLimit }) => {
        auto = createAutoLimit(stores, apiUrls)
      },
      () => {
        autoChunk = undefined
      },
    )
  }

  return {
    /**
     * @param hasMore whether others wait for a slot
     * @param size bytes of the body
     */
    start: (url: string, hasMore: () => boolean, size = 0): TransferHandle =>
      startTransfer(storeOf(url), size, (bytes, ms) => {
        speed.note(bytes, ms)
        auto?.note({ bytes, hasMore: hasMore() })
      }),
    /**
     * Milliseconds since a request that has sent nothing may last have waited in the browser's own queue. 0 while the
     * requests that send may hold every connection; where they are fewer, silent ones hold the others, and then it is the
     * time since anything was sent to that store.
     */
    msSinceSaturated(url: string): number {
      const { running, sending, progressAt, saturatedUntil } = storeOf(url)
      const isSaturated = running > maxConnectionsPerHost
      if (isSaturated && sending >= maxConnectionsPerHost) return 0
      return performance.now() - (isSaturated ? progressAt : saturatedUntil)
    },
    /** Whether this store has ever sent a response that the page could read: then its CORS rules are right. */
    hasResponded: (url: string): boolean => storeOf(url).hasResponded,
    /** One timer for all stall detectors. */
    timer: createSharedTimer(),
    /** Bytes per millisecond on one connection; `undefined` until it has been measured. */
    bytesPerMs: speed.bytesPerMs,
    /** The concurrency with the highest throughput; a connection is left for JSON that would wait behind uploads. */
    autoConcurrency(): number {
      loadAuto()
      return auto?.limit() ?? defaultConcurrency
    },
    /** Notes where a backend has its API. */
    addApi: (baseUrl: string | undefined) => void apiUrls.add(baseUrl),
    /** A store has throttled a request (429, 503). */
    onThrottled() {
      auto?.refused()
    },
  }
}

function createStore(): StoreConnections {
  const never = -Infinity
  return {
    running: 0,
    sending: 0,
    progressAt: never,
    saturatedUntil: never,
    hasResponded: false,
    responses: [],
  }
}

/**
 * Counts a request among those to its store.
 *
 * @param onSuccess called with the bytes of a successful one, and the milliseconds that it took
 */
function startTransfer(
  store: StoreConnections,
  size: number,
  onSuccess: (bytes: number, ms: number) => void,
): TransferHandle {
  const startedAt = performance.now()
  let silentSince = startedAt
  let isSending = false
  store.running++
  return {
    onProgress() {
      store.progressAt = silentSince = performance.now()
      if (!isSending) store.sending++
      isSending = true
    },
    onResponse() {
      store.progressAt = performance.now()
      store.hasResponded = true
    },
    end(bytes) {
      const at = performance.now()
      if (store.running > maxConnectionsPerHost) store.saturatedUntil = at
      store.running--
      if (isSending) store.sending--
      if (bytes === undefined) return
      store.responses = [{ size, at, silentMs: at - silentSince }, ...store.responses].slice(0, maxPeers)
      onSuccess(bytes, at - startedAt)
    },
    slowestPeerMs() {
      const peers = store.responses.filter((peer) => peer.at > silentSince && peer.size >= size / 2)
      return peers.length < minPeers ? undefined : Math.max(...peers.map(({ silentMs }) => silentMs))
    },
  }
}

/** The speed of one connection: an exponential moving average over successful transfers. */
function createAverageSpeed() {
  let average: number | undefined
  return {
    bytesPerMs: (): number | undefined => average,
    note(bytes: number, ms: number) {
      if (bytes < minSampleBytes || ms <= 0) return
      const measured = bytes / ms
      average = average === undefined ? measured : average + (measured - average) * sampleWeight
    },
  }
}
