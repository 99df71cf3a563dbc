export { createApiOrigins } from './api-origins.ts'

const first = 5
const most = 96
// What browsers open to one host over HTTP/1.1: where a connection is the limit, one left empty is a loss; elsewhere one
// too many costs nothing. Not where a store asks for less.
const connections = 6
// Growing by this much at a time reaches what an HTTP/2 store carries within three generations of transfers.
const growthFactor = 3
// What carries so much more is worth growing on from; what carries a little more is worth keeping; and what carries all
// but a little is enough.
const growThreshold = 1.25
const adoptThreshold = 1.08
const keepThreshold = 0.96
// Fewer transfers than this say too little.
const minSamples = 8
// A request costs its round trips whatever it carries: so much that small files count by their number.
const requestBytes = 16 * 1024
// One refusal in a crowd is bad luck, which waiting mends; so many of all answers say that there are too many requests.
const minRefusals = 2
const tooManyRefused = 0.25
// Generations after which it is looked again whether more would carry more; twice as many after each time in vain. One
// look says little: files differ, and so do their times.
const initialCooldown = 2
const maxCooldown = 64

/** A transfer that ended well. */
export type TransferSample = {
  bytes: number
  /** Whether more wait: a pool that is not full tells nothing of its limit. */
  hasMore: boolean
}

/** The automatic limit of concurrent transfers. */
export type AutoConcurrency = ReturnType<typeof createAutoConcurrency>

/**
 * Finds the fewest transfers at once that carry the most. Starts at five and grows while that pays, a generation of
 * transfers at a time, as HTTP/2 stores make it; then takes away again what carried nothing, such as what waits in the
 * browser behind the six connections of HTTP/1.1. Looks again later.
 */
export function createAutoConcurrency(now: () => number = () => performance.now()) {
  let limit = first
  /** The limit found best so far, and what it carried. */
  let best = { limit: first, rate: 0 }
  /** The largest limit known to carry less than the best. */
  let tooFew = 0
  let phase: 'growing' | 'trimming' | 'resting' = 'growing'
  let finished = 0
  let since = 0
  let work = 0
  let generations = 0
  let rest = initialCooldown
  let refusals = 0
  let minLimit = connections
  /** Requests that were sent before the store's last word was heard. */
  let inFlightWhenThrottled = 0

  function setLimit(places: number) {
    limit = places
    refusals = 0
    finished = 0
    work = 0
  }

  function grow() {
    phase = 'growing'
    setLimit(Math.min(most, best.limit * growthFactor))
  }

  function settle() {
    phase = 'resting'
    generations = 0
    setLimit(Math.max(minLimit, best.limit))
  }

  /** Half-way between what is too few and what is best. */
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
          if (isPromising && limit < most) grow()
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
        if (++generations >= rest && limit < most) grow()
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
      // The first generation began under the old limit, or waits behind it.
      if (finished > limit) work += bytes + requestBytes
      if (finished === limit) since = now()
      if (finished < limit + Math.max(limit, minSamples)) return
      if (hasMore) evaluate()
      else setLimit(limit)
    },
    /** The store had no room for a request: takes less where that is more than bad luck. */
    refused() {
      if (inFlightWhenThrottled > 0) {
        inFlightWhenThrottled--
        return
      }
      refusals++
      if (refusals < minRefusals || refusals < tooManyRefused * (refusals + finished)) return
      inFlightWhenThrottled = limit - 1
      best = { limit: Math.max(1, Math.floor(limit / 2)), rate: 0 }
      tooFew = 0
      minLimit = 1
      rest = initialCooldown
      settle()
    },
  }
}
