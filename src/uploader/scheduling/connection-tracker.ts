import { createSharedTimer } from './shared-timer.ts'
import { createAutoConcurrency } from './auto-concurrency.ts'
import { createBandwidthEstimate } from './bandwidth-estimate.ts'
import { createApiOrigins } from './api-origins.ts'
import { createStartThrottle } from './start-throttle.ts'

// What browsers open to one host over HTTP/1.1; more requests wait inside the browser, where silence means nothing.
const maxConnectionsPerHost = 6
// Where JSON asks the same host, one is left for it.
const maxUploadsOnSharedHost = maxConnectionsPerHost - 1

/** A body on its way. */
export type TransferHandle = {
  /** Bytes of it left. */
  moved(): void
  /** An answer came, whatever it said: the page can read what this store says. */
  answered(): void
  /** It ended, and well if `bytes` is given. */
  end(bytes?: number): void
}

/** What all transfers of an engine know together. */
export type ConnectionTracker = ReturnType<typeof createConnectionTracker>

/** What is known of one store. */
type Store = {
  running: number
  /** How many of those have been seen to leave. */
  moving: number
  movedAt: number
  crowdedUntil: number
}

/** Watches the transfers: how many run where, which stores have ever answered, how fast it goes. */
export function createConnectionTracker() {
  const stores = new Map<string, Store>()
  const answered = new Set<string>()
  const goodput = createBandwidthEstimate()
  const auto = createAutoConcurrency()
  const sharedHosts = createApiOrigins()

  function storeOf(origin: string): Store {
    const known = stores.get(origin)
    if (known) return known
    const store = { running: 0, moving: 0, movedAt: -Infinity, crowdedUntil: -Infinity }
    stores.set(origin, store)
    return store
  }

  /** As many as carry the most, but a connection is left where JSON would wait behind them. */
  function maxConcurrency(): number {
    const limit = auto.limit()
    if (limit <= maxUploadsOnSharedHost) return limit
    const isShared = [...stores].some(([origin, { running }]) => running > 0 && sharedHosts.has(origin))
    return isShared ? maxUploadsOnSharedHost : limit
  }

  return {
    /** @param hasMore whether others wait for a slot */
    begin(url: string, hasMore: () => boolean): TransferHandle {
      const origin = originOf(url)
      const store = storeOf(origin)
      const startedAt = performance.now()
      let isMoving = false
      store.running++
      return {
        moved() {
          store.movedAt = performance.now()
          if (!isMoving) store.moving++
          isMoving = true
        },
        answered() {
          store.movedAt = performance.now()
          answered.add(origin)
        },
        end(bytes) {
          if (store.running > maxConnectionsPerHost) store.crowdedUntil = performance.now()
          store.running--
          if (isMoving) store.moving--
          if (bytes === undefined) return
          goodput.note(bytes, performance.now() - startedAt)
          auto.note({ bytes, hasMore: hasMore() })
        },
      }
    },
    /**
     * Milliseconds since a request of which nothing has left may last have waited in the browser's own queue: 0 while
     * those that move may hold every connection, each under its own watch. Where they are fewer, silent ones hold the
     * others, and then it is the time since anything moved there.
     */
    crowdedAgoMs(url: string): number {
      const { running, moving, movedAt, crowdedUntil } = storeOf(originOf(url))
      const isCrowded = running > maxConnectionsPerHost
      if (isCrowded && moving >= maxConnectionsPerHost) return 0
      return performance.now() - (isCrowded ? movedAt : crowdedUntil)
    },
    /** Whether this store has ever answered a page that could read it: then its CORS rules are right. */
    hasAnswered: (url: string): boolean => answered.has(originOf(url)),
    /** Where they begin. */
    starts: createStartThrottle(),
    /** What watches over silence. */
    alarms: createSharedTimer(),
    perConnection: goodput.perConnection,
    maxConcurrency,
    /** An API is here: see `createSharedHosts`. */
    noteApi: sharedHosts.note,
    /** A store asked for less. */
    refused: auto.refused,
  }
}

function originOf(url: string): string {
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? ''
}
