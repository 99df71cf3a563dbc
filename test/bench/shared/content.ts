/**
 * Content that both sides make for themselves: one block of noise, read in a circle from a place that the name
 * gives. Its length is a prime, so that a part sent twice, or under another number, is other bytes.
 */
export const period = 1_048_573

/** The block twice over, so that any run of up to `period` bytes lies in one piece. */
export function createPattern(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 * period)
  let state = 0x9e3779b9
  for (let at = 0; at < period; at++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[at] = state & 0xff
  }
  bytes.copyWithin(period, 0, period)
  return bytes
}

/** Where in the block a file of this name begins. */
export function startOf(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % period
}
