/** The repeated block of a blob. Parts are multiples of it, so that browsers copy nothing. */
export const unit = 2 ** 20

/**
 * Content that both sides make for themselves: one block of noise, read in a circle from a index that the name
 * gives. It is thirteen units long, so that parts of eight or eleven differ from their neighbours.
 */
export const period = 13 * unit

/** The block twice over, so that any run of up to `period` bytes lies in one piece. */
export function createPattern(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 * period)
  const words = new Uint32Array(bytes.buffer, 0, period / 4)
  let state = 0x9e3779b9
  for (let at = 0; at < words.length; at++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[at] = state
  }
  bytes.copyWithin(period, 0, period)
  return bytes
}

/** Where in the block a file of this name begins. */
export function startOf(name: string): number {
  if (name === largeName) return 0
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % period
}

/** What the one large file of a scenario is called. */
export const largeName = 'large.bin'
