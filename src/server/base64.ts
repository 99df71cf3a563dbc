import type { Bytes } from '../lib/bytes.ts'
import { toHex } from '../lib/hex.ts'

/** Encodes bytes in base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

/** Decodes base64url; `undefined` for anything else. */
export function fromBase64Url(text: string): Bytes | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined
  try {
    return fromBase64(text.replace(/-/g, '+').replace(/_/g, '/'))
  } catch {
    return undefined
  }
}

/** Encodes a digest as S3's checksums are. */
export function hexToBase64(hex: string): string {
  return toBase64(hexToBytes(hex))
}

/** Decodes a checksum of S3; `undefined` for anything else, such as the checksum of a composite (`…-3`). */
export function base64ToHex(base64: string): string | undefined {
  return /^[A-Za-z\d+/]+=*$/.test(base64) ? toHex(fromBase64(base64)) : undefined
}

export function hexToBytes(hex: string): Bytes {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
