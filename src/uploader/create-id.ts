const idLength = 32
const mintedAtOnce = 256

const digits = new TextEncoder().encode('0123456789abcdef')
const decoder = new TextDecoder()

let minted = ''
let used = 0

/** A random id of 128 bits, in hex. Pages on plain `http:` have no `crypto.randomUUID`, but random bytes they have. */
export function createId(): string {
  if (used === minted.length) {
    minted = randomHex(mintedAtOnce * idLength)
    used = 0
  }
  return minted.slice(used, (used += idLength))
}

// Many ids in one text: a number of its own for each takes four times as long, and ten thousand are made in one task.
function randomHex(length: number): string {
  const text = new Uint8Array(length)
  globalThis.crypto.getRandomValues(text)
  for (let place = 0; place < length; place++) text[place] = digits[(text[place] ?? 0) & 15] ?? 0
  return decoder.decode(text)
}
