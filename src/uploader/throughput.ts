import type { UploadTotals } from './progress.ts'
import { createSpeedMeter } from './speed.ts'

/** The sums over all uploads, and their speed. */
export type UploaderTotals = UploadTotals & {
  /** Of all transfers together; `undefined` until there are enough samples. */
  bytesPerSecond: number | undefined
}

/** Adds the speed of all transfers to the totals. */
export function createThroughputMeter(read: () => UploadTotals) {
  const speed = createSpeedMeter()
  let bytesOut = 0
  let last: { of: UploadTotals; totals: UploaderTotals } | undefined
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
    totals(): UploaderTotals {
      const of = read()
      if (last?.of !== of) last = { of, totals: { ...of, bytesPerSecond: speed.bytesPerSecond() } }
      return last.totals
    },
  }
}
