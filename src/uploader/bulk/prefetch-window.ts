// The rate is measured over this many of the last uploads.
const windowSize = 32
// Targets are prefetched for a third of their lifetime: half of it is unusable, and the rate varies.
const lifetimeDivisor = 3

/** Limits how many targets are signed ahead, so that none expires before its upload's turn. */
export function createPrefetchWindow(now: () => number = Date.now) {
  const turns: number[] = []
  let lifetimeMs = Infinity
  return {
    /** A target is being used. */
    onUse() {
      turns.push(now())
      if (turns.length > windowSize) turns.shift()
    },
    /** Notes the lifetime of signed targets; one that does not expire says nothing of the others. */
    setLifetime(ms: number) {
      if (ms < Infinity) lifetimeMs = ms
    },
    /** Bytes that are sent within a third of a target's lifetime. */
    maxBytes: (bytesPerMs: number): number => (bytesPerMs * lifetimeMs) / lifetimeDivisor,
    /** Targets that are used within a third of their lifetime, at the rate so far. */
    maxTargets(): number {
      if (lifetimeMs === Infinity) return Infinity
      const first = turns[0]
      if (first === undefined || turns.length < 2) return lifetimeMs > 60_000 ? Infinity : 1
      const perMs = (turns.length - 1) / Math.max(1, now() - first)
      return Math.max(1, Math.floor((perMs * lifetimeMs) / lifetimeDivisor))
    },
  }
}
