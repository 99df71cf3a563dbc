export type Crc64 = { high: number; low: number }

// CRC-64/NVME, reflected, in two halves: BigInt would be some fifty times slower.
const high = new Uint32Array(256)
const low = new Uint32Array(256)
for (let index = 0; index < 256; index++) {
  let [upper, lower] = [0, index]
  for (let bit = 0; bit < 8; bit++) {
    const carry = lower & 1
    lower = ((lower >>> 1) | (upper << 31)) ^ (carry && 0xac4bc9b5)
    upper = (upper >>> 1) ^ (carry && 0x9a6c9329)
  }
  high[index] = upper
  low[index] = lower
}

/** Goes on from the value that it returned for the bytes before. */
export function crc64nvme(bytes: Uint8Array, previous: Crc64 = { high: 0, low: 0 }): Crc64 {
  let [upper, lower] = [~previous.high, ~previous.low]
  for (const byte of bytes) {
    const index = (lower ^ byte) & 0xff
    lower = ((lower >>> 8) | (upper << 24)) ^ (low[index] ?? 0)
    upper = (upper >>> 8) ^ (high[index] ?? 0)
  }
  return { high: ~upper >>> 0, low: ~lower >>> 0 }
}
