// CRC-32C (Castagnoli), reflected; Node ships only the CRC-32 of zip files.
const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1
  return value >>> 0
})

/** Goes on from the value that it returned for the bytes before. */
export function crc32c(bytes: Uint8Array, previous = 0): number {
  let value = ~previous
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0)
  return ~value >>> 0
}
