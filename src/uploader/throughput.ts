import type { UploadTotals } from './progress.ts'
import { createSpeedMeter } from './speed.ts'

/** All uploads as one, and their speed. */
export type EngineTotals = UploadTotals & {
  /** All transfers together; `undefined` until there is enough to say. */
  bytesPerSecond: number | undefined
}

/** Adds the speed of all transfers to the totals. */
export function createThroughputMeter(read: () => UploadTotals) {
  const speed = createSpeedMeter()
  let bytesOut = 0
  let last: { of: UploadTotals; totals: EngineTotals } | undefined
  return {
    /** Adds bytes that have just been sent. */
    add(bytes: number) {
      if (bytes <= 0) return
      bytesOut += bytes
      speed.note(bytesOut)
    },
    /** While nothing is in flight, the time does not count. */
    rest() {
      if (read().counts.active === 0) speed.rest()
    },
    /** The same object until something changes: React compares snapshots by identity. */
    totals(): EngineTotals {
      const of = read()
      if (last?.of !== of) last = { of, totals: { ...of, bytesPerSecond: speed.bytesPerSecond() } }
      return last.totals
    },
  }
}
