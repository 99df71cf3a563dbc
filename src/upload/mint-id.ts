/** A random id of 128 bits. Pages on plain `http:` have no `crypto.randomUUID`, but random bytes they have. */
export function mintId(): string {
  if ('randomUUID' in crypto) return crypto.randomUUID().replaceAll('-', '')
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
