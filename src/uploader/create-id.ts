import { toHex } from '../lib/hex.ts'

let prefix: string | undefined
let count = 0

/**
 * An id that is unique among pages: 96 random bits of this page, and a count. Ten thousand files are added in one task, so
 * that a random number for each would take a while. Insecure contexts have no `crypto.randomUUID`.
 */
export function createId(): string {
  prefix ??= toHex(globalThis.crypto.getRandomValues(new Uint8Array(12)))
  return prefix + (count++).toString(16)
}
