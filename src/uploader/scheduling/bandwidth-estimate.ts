// One body smaller than this is mostly round trips: it tells of latency and not of speed.
const minSampleBytes = 256 * 1024
const weight = 0.3

/** Follows how fast one connection carries bytes, over the transfers that ended well. */
export function createBandwidthEstimate() {
  let bytesPerMs: number | undefined
  return {
    note(bytes: number, ms: number) {
      if (bytes < minSampleBytes || ms <= 0) return
      const measured = bytes / ms
      bytesPerMs = bytesPerMs === undefined ? measured : bytesPerMs * (1 - weight) + measured * weight
    },
    /** Bytes per millisecond on one connection; `undefined` until a body of some size has gone. */
    perConnection: (): number | undefined => bytesPerMs,
  }
}
