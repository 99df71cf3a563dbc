const idLength = 32
const batchSize = 256

const digits = new TextEncoder().encode('0123456789abcdef')
const decoder = new TextDecoder()

let ids = ''
let used = 0

/** A random id of 128 bits, in hex. Insecure contexts have `crypto.getRandomValues`, but no `crypto.randomUUID`. */
export function createId(): string {
  if (used === ids.length) {
    ids = randomHex(batchSize * idLength)
    used = 0
  }
  return ids.slice(used, (used += idLength))
}

// Creating 256 ids with one call is four times as fast, which matters for ten thousand files added in one task.
function randomHex(length: number): string {
  const text = new Uint8Array(length)
  globalThis.crypto.getRandomValues(text)
  for (let index = 0; index < length; index++) text[index] = digits[(text[index] ?? 0) & 15] ?? 0
  return decoder.decode(text)
}
