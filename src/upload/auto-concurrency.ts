const first = 5
const most = 64
// Twice the transfers that carry but this much more are not worth their connections: over HTTP/1.1 a browser opens six to
// a host, and the sixth is for JSON.
const worthwhile = 1.25
// A request costs its round trips whatever it carries: so much that small files count by their number.
const requestBytes = 16 * 1024
const firstRest = 4
const longestRest = 64

/** A transfer that ended well. */
export type Finished = {
  /** By the clock that the limit was made with. */
  startedAt: number
  bytes: number
  /** Whether more wait: a pool that is not full tells nothing of its limit. */
  hasMore: boolean
}

/**
 * Finds how many transfers at once carry the most: starts at five and doubles while that pays, a generation of transfers
 * at a time, as HTTP/2 stores make it; goes back where it does not, and looks again later.
 */
export function createAutoConcurrency(now: () => number = () => performance.now()) {
  let limit = first
  let best = { limit: first, rate: 0 }
  let since = now()
  let finished = 0
  let work = 0
  let generations = 0
  let rest = firstRest

  function settleAt(places: number) {
    limit = places
    since = now()
    finished = 0
    work = 0
  }

  function judge() {
    const rate = work / Math.max(1, now() - since)
    generations++
    if (limit === best.limit) {
      best = { limit, rate }
      // The first measure has nothing to be held against; later ones were found best already and rest.
      if (best.limit < most && (generations === 1 || generations >= rest)) {
        settleAt(Math.min(most, limit * 2))
        return
      }
    } else if (limit > best.limit && rate >= best.rate * worthwhile) {
      best = { limit, rate }
      rest = firstRest
      generations = 0
      settleAt(Math.min(most, limit * 2))
      return
    } else {
      generations = 1
      rest = Math.min(longestRest, rest * 2)
      settleAt(best.limit)
      return
    }
    settleAt(limit)
  }

  return {
    limit: (): number => limit,
    note({ startedAt, bytes, hasMore }: Finished) {
      // Those that began under the old limit tell of the old limit.
      if (startedAt < since) return
      finished++
      work += bytes + requestBytes
      if (finished < limit) return
      if (hasMore) judge()
      else settleAt(limit)
    },
    /** The store asked for less. */
    refused() {
      const less = Math.max(1, Math.floor(limit / 2))
      best = { limit: less, rate: 0 }
      generations = 0
      settleAt(less)
    },
  }
}
