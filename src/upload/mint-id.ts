/** A random id of 128 bits. Not `crypto.randomUUID`: pages on plain `http:` have none, but random bytes they have. */
export function mintId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
