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
  let limit = initialLimit
  /** The best limit so far, and its throughput. */
  let best = { limit: initialLimit, rate: 0 }
  /** The largest limit that was slower than the best. */
  let tooFew = 0
  let phase: 'growing' | 'trimming' | 'resting' = 'growing'
  let finished = 0
  let since = 0
  let work = 0
  let generations = 0
  let rest = initialCooldown
  let refusals = 0
  let minLimit = connectionsPerHost
  /** Requests that were in flight when the store throttled: their responses do not count. */
  let inFlightWhenThrottled = 0

  function setLimit(next: number) {
    limit = next
    refusals = 0
    finished = 0
    work = 0
  }

  function grow() {
    phase = 'growing'
    setLimit(Math.min(maxLimit, best.limit * growthFactor))
  }

  function settle() {
    phase = 'resting'
    generations = 0
    setLimit(Math.max(minLimit, best.limit))
  }

  /** Tries the middle between the largest limit that is too small and the best one. */
  function shrink() {
    const middle = Math.floor((tooFew + best.limit) / 2)
    if (middle === tooFew) {
      settle()
      return
    }
    phase = 'trimming'
    setLimit(middle)
  }

  function evaluate() {
    const rate = work / Math.max(1, now() - since)
    switch (phase) {
      case 'growing':
        if (limit === best.limit) {
          best = { limit, rate }
          grow()
        } else if (rate >= best.rate * adoptThreshold) {
          const isPromising = rate >= best.rate * growThreshold
          tooFew = best.limit
          best = { limit, rate }
          rest = initialCooldown
          if (isPromising && limit < maxLimit) grow()
          else shrink()
        } else {
          rest = Math.min(maxCooldown, rest * 2)
          settle()
        }
        return
      case 'trimming':
        if (rate >= best.rate * keepThreshold) best = { limit, rate: Math.max(rate, best.rate) }
        else tooFew = limit
        shrink()
        return
      case 'resting':
        best = { limit, rate }
        if (++generations >= rest && limit < maxLimit) grow()
        else setLimit(limit)
        return
      default:
        phase satisfies never
    }
  }

  return {
    limit: (): number => limit,
    note({ bytes, hasMore }: TransferSample) {
      if (inFlightWhenThrottled > 0) inFlightWhenThrottled--
      finished++
      // The first transfers began under the old limit, or were queued behind those that did.
      if (finished > limit) work += bytes + requestBytes
      if (finished === limit) since = now()
      if (finished < limit + Math.max(limit, minSamples)) return
      if (hasMore) evaluate()
      else setLimit(limit)
    },
    /** The store throttled a request (429, 503): halves the limit if it is not the only one. */
    refused() {
      if (inFlightWhenThrottled > 0) {
        inFlightWhenThrottled--
        return
      }
      refusals++
      if (refusals < minRefusals || refusals < refusalThreshold * (refusals + finished)) return
      inFlightWhenThrottled = limit - 1
      best = { limit: Math.max(1, Math.floor(limit / 2)), rate: 0 }
      tooFew = 0
      minLimit = 1
      rest = initialCooldown
      settle()
    },
  }
}
