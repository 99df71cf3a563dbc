import { toHex } from '../../lib/hex.ts'

/** A fresh UUID with the file's extension, which keeps its dot and its case: `Scan.PDF` → `<uuid>.PDF`. */
export function generatedName(filename: string): string {
  // A leading dot hides a file; it does not begin an extension.
  const extension = /[^./\\][^/\\]*?(\.[^./\\]*)$/.exec(filename)?.[1] ?? ''
  return `${uuid()}${extension}`
}

// Not `crypto.randomUUID`: pages on plain `http:` have none, but random bytes they have.
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const view = new DataView(bytes.buffer)
  // Version 4, variant 10.
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x40)
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80)
  const hex = toHex(bytes)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
