// Asked for in bulk: ten thousand questions to the browser take longer than ten thousand ids.
const pool = new Uint32Array(1024)
let used = pool.length

/** A random id of 128 bits, in hex. Pages on plain `http:` have no `crypto.randomUUID`, but random bytes they have. */
export function mintId(): string {
  if (used === pool.length) {
    globalThis.crypto.getRandomValues(pool)
    used = 0
  }
  let id = ''
  for (let word = 0; word < 4; word++) id += (pool[used++] ?? 0).toString(16).padStart(8, '0')
  return id
}
