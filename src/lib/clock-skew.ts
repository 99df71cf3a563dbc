// Answers that took longer say too little about when their date was written.
const longestMs = 20_000
const resolutionMs = 1000

/** Tells how far a server's clock is from this machine's, by its answers' `Date`; until one says so, they agree. */
export function createClockSkew() {
  let skewMs = 0

  return {
    /**
     * Notes an answer's `Date`; `askedAt` is when its request left, by this machine's clock. Pages of another origin see
     * the header only where the server exposes it.
     */
    note(headers: Headers, askedAt: number): void {
      const date = Date.parse(headers.get('date') ?? '')
      const roundTripMs = Date.now() - askedAt
      // What comes from a cache was dated long ago.
      if (Number.isNaN(date) || headers.has('age') || roundTripMs < 0 || roundTripMs > longestMs) return
      // Dates are cut to the second, and were written somewhere on the way.
      const measured = date + resolutionMs / 2 - (askedAt + roundTripMs / 2)
      const uncertainty = resolutionMs / 2 + roundTripMs / 2
      skewMs = Math.abs(measured) > uncertainty ? measured : 0
    },
    /** A time of the server's by this machine's clock. */
    toLocalTime(date: Date): Date {
      return new Date(date.getTime() - skewMs)
    },
  }
}
