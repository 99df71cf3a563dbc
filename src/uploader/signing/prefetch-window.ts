// The pace is looked at over this many of the last turns.
const window = 32
// One that has lived for half of a short life is not started on: a third leaves room for a pace that varies.
const share = 3

/** How quickly targets are used up: what tells how many may be signed ahead before the last of them dies waiting. */
export function createPrefetchWindow(now: () => number = Date.now) {
  const turns: number[] = []
  let lifeMs = Infinity
  return {
    /** A target came to its turn. */
    turn() {
      turns.push(now())
      if (turns.length > window) turns.shift()
    },
    /** A target was handed out that lives so long; one without an end says nothing of the others. */
    lives(ms: number) {
      if (ms < Infinity) lifeMs = ms
    },
    /** How many bytes are sent within a third of a target's life, at so many in a millisecond. */
    mostBytes: (bytesPerMs: number): number => (bytesPerMs * lifeMs) / share,
    /** How many targets find their turn within a third of their life, at the pace so far. */
    most(): number {
      if (lifeMs === Infinity) return Infinity
      const first = turns[0]
      if (first === undefined || turns.length < 2) return lifeMs > 60_000 ? Infinity : 1
      const perMs = (turns.length - 1) / Math.max(1, now() - first)
      return Math.max(1, Math.floor((perMs * lifeMs) / share))
    },
  }
}
