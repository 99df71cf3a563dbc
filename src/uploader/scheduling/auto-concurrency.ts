const initialLimit = 5
const maxLimit = 96
// Browsers open six connections to a host over HTTP/1.1: fewer transfers would leave one of them unused. Only throttling
// (429, 503) lowers the limit further.
const connectionsPerHost = 6
// From 5 to 96 in three steps: HTTP/2 servers usually allow at least 100 concurrent streams.
const growthFactor = 3
// Throughput relative to the best limit so far: from 1.25 on the limit grows again, from 1.08 on the larger limit is
// adopted, and from 0.96 on a smaller one is preferred.
const growThreshold = 1.25
const adoptThreshold = 1.08
const keepThreshold = 0.96
// Transfers per measurement, at least.
const minSamples = 8
// Added to each transfer: latency, not size, limits the throughput of small files.
const requestBytes = 16 * 1024
// A single throttled request is only retried. Two or more lower the limit if they are a quarter of the responses.
const minRefusals = 2
const refusalThreshold = 0.25
// Measurements until a larger limit is tried again; doubled each time it was no faster, since measurements vary with the
// sizes of the files.
const initialCooldown = 2
const maxCooldown = 64

/** A transfer that ended well. */
export type TransferSample = {
  bytes: number
  /** Whether transfers are queued: the throughput of a pool that is not full does not depend on its limit. */
  hasMore: boolean
}

/** The automatic limit of concurrent transfers. */
export type AutoConcurrency = ReturnType<typeof createAutoConcurrency>

/**
 * Finds the smallest limit with the highest throughput. Starts at five and grows while throughput does, one measurement
 * at a time, which suits HTTP/2; then shrinks while throughput stays, since over HTTP/1.1 the browser queues what exceeds
 * its six connections. A larger limit is tried again later.
 */
export function createAutoConcurrency(now: () => number = () => performance.now()) {
  let search = initialSearch
  const measurement = createMeasurement(now)
  let refusals = 0
  /** Requests that were in flight when the store throttled: their responses do not count. */
  let inFlightWhenThrottled = 0

  function measureAgain() {
    measurement.restart()
    refusals = 0
  }

  return {
    limit: (): number => search.limit,
    note({ bytes, hasMore }: TransferSample) {
      if (inFlightWhenThrottled > 0) inFlightWhenThrottled--
      const rate = measurement.note(bytes, search.limit)
      if (rate === undefined) return
      if (hasMore) search = continueSearch(search, rate)
      measureAgain()
    },
    /** The store throttled a request (429, 503): halves the limit if it is not the only one. */
    refused() {
      if (inFlightWhenThrottled > 0) {
        inFlightWhenThrottled--
        return
      }
      refusals++
      const responses = refusals + measurement.finished()
      if (refusals < minRefusals || refusals < refusalThreshold * responses) return
      inFlightWhenThrottled = search.limit - 1
      search = halve(search)
      measureAgain()
    },
  }
}

/** Measures the throughput of transfers under one limit. */
function createMeasurement(now: () => number) {
  let finished = 0
  let since = 0
  let work = 0
  return {
    /** Transfers that have ended since the measurement began. */
    finished: (): number => finished,
    restart() {
      finished = 0
      work = 0
    },
    /** A transfer has ended. Returns the throughput once there are enough of them. */
    note(bytes: number, limit: number): number | undefined {
      finished++
      // The first transfers began under the old limit, or were queued behind those that did.
      if (finished > limit) work += bytes + requestBytes
      if (finished === limit) since = now()
      return finished < limit + Math.max(limit, minSamples) ? undefined : work / Math.max(1, now() - since)
    },
  }
}

/** The limit that is being measured, and what is known of others. */
type Search = {
  phase: 'growing' | 'trimming' | 'resting'
  limit: number
  /** The best limit so far, and its throughput. */
  best: { limit: number; rate: number }
  /** The largest limit that was slower than the best. */
  tooFew: number
  minLimit: number
  /** Measurements since the search came to rest, and until it tries a larger limit. */
  rested: number
  cooldown: number
}

const initialSearch: Search = {
  phase: 'growing',
  limit: initialLimit,
  best: { limit: initialLimit, rate: 0 },
  tooFew: 0,
  minLimit: connectionsPerHost,
  rested: 0,
  cooldown: initialCooldown,
}

/** What to measure after the limit has had this throughput. */
function continueSearch(search: Search, rate: number): Search {
  const { phase, limit, best } = search
  switch (phase) {
    case 'growing':
      return limit === best.limit ? grow({ ...search, best: { limit, rate } }) : compareLarger(search, rate)
    case 'trimming':
      return rate >= best.rate * keepThreshold
        ? shrink({ ...search, best: { limit, rate: Math.max(rate, best.rate) } })
        : shrink({ ...search, tooFew: limit })
    case 'resting': {
      const rested = { ...search, best: { limit, rate }, rested: search.rested + 1 }
      return rested.rested >= search.cooldown && limit < maxLimit ? grow(rested) : rested
    }
    default:
      return phase satisfies never
  }
}

/** Adopts a larger limit if it is faster than the best one. */
function compareLarger(search: Search, rate: number): Search {
  const { limit, best } = search
  if (rate < best.rate * adoptThreshold) {
    return settle({ ...search, cooldown: Math.min(maxCooldown, search.cooldown * 2) })
  }
  const adopted = { ...search, tooFew: best.limit, best: { limit, rate }, cooldown: initialCooldown }
  return rate >= best.rate * growThreshold && limit < maxLimit ? grow(adopted) : shrink(adopted)
}

/** The store takes fewer requests than the limit allows. */
function halve(search: Search): Search {
  const best = { limit: Math.max(1, Math.floor(search.limit / 2)), rate: 0 }
  return settle({ ...search, best, tooFew: 0, minLimit: 1, cooldown: initialCooldown })
}

function grow(search: Search): Search {
  return { ...search, phase: 'growing', limit: Math.min(maxLimit, search.best.limit * growthFactor) }
}

/** Tries the middle between the largest limit that is too small and the best one. */
function shrink(search: Search): Search {
  const middle = Math.floor((search.tooFew + search.best.limit) / 2)
  return middle === search.tooFew ? settle(search) : { ...search, phase: 'trimming', limit: middle }
}

function settle(search: Search): Search {
  return { ...search, phase: 'resting', limit: Math.max(search.minLimit, search.best.limit), rested: 0 }
}
