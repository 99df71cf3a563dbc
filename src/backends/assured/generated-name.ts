import { toHex } from '../../lib/hex.ts'

/** A new UUID with the file's extension, which keeps its dot and its case: `Scan.PDF` → `<uuid>.PDF`. */
export function generatedName(filename: string): string {
  // A leading dot marks a hidden file and does not begin an extension.
  const extension = /[^./\\][^/\\]*?(\.[^./\\]*)$/.exec(filename)?.[1] ?? ''
  return `${uuid()}${extension}`
}

// `crypto.randomUUID` is not available on `http:` pages: https://developer.mozilla.org/docs/Web/API/Crypto/randomUUID
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const view = new DataView(bytes.buffer)
  // Version 4, variant 10.
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x40)
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80)
  const hex = toHex(bytes)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
