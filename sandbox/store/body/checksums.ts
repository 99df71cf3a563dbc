import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { S3Error } from '../wire/s3-error.ts'
import type { Expectation } from './measure.ts'

/** The algorithms of S3's `x-amz-checksum-*` headers and the lengths of their digests in bytes. */
export const checksumAlgorithms = { crc32: 4, crc32c: 4, crc64nvme: 8, sha1: 20, sha256: 32 } as const

export type ChecksumAlgorithm = keyof typeof checksumAlgorithms

export function isChecksumAlgorithm(value: unknown): value is ChecksumAlgorithm {
  return typeof value === 'string' && Object.hasOwn(checksumAlgorithms, value)
}

type RunningChecksum = { update(bytes: Buffer): void; digest(): Buffer }

export function createChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'sha1':
    case 'sha256': {
      const hash = createHash(algorithm)
      return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() }
    }
    case 'crc32':
    case 'crc32c': {
      const advance = algorithm === 'crc32' ? crc32 : crc32c
      let value = 0
      return { update: (bytes) => void (value = advance(bytes, value)), digest: () => bigEndian(value) }
    }
    case 'crc64nvme': {
      let value = { high: 0, low: 0 }
      return {
        update: (bytes) => void (value = crc64nvme(bytes, value)),
        digest: () => Buffer.concat([bigEndian(value.high), bigEndian(value.low)]),
      }
    }
    default:
      return algorithm satisfies never
  }
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

// CRC-32C (Castagnoli), reflected; `node:zlib` has CRC-32 only.
const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1
  return value >>> 0
})

/** Continues from the value of the preceding bytes. */
function crc32c(bytes: Uint8Array, previous = 0): number {
  let value = ~previous
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0)
  return ~value >>> 0
}

type Crc64 = { high: number; low: number }

// CRC-64/NVME, reflected, in two 32-bit halves: BigInt is about fifty times slower.
const high = new Uint32Array(256)
const low = new Uint32Array(256)
for (let index = 0; index < 256; index++) {
  let [upper, lower] = [0, index]
  for (let bit = 0; bit < 8; bit++) {
    const carry = lower & 1
    lower = ((lower >>> 1) | (upper << 31)) ^ (carry && 0xac4bc9b5)
    upper = (upper >>> 1) ^ (carry && 0x9a6c9329)
  }
  high[index] = upper
  low[index] = lower
}

/** Continues from the value of the preceding bytes. */
function crc64nvme(bytes: Uint8Array, previous: Crc64 = { high: 0, low: 0 }): Crc64 {
  let [upper, lower] = [~previous.high, ~previous.low]
  for (const byte of bytes) {
    const index = (lower ^ byte) & 0xff
    lower = ((lower >>> 8) | (upper << 24)) ^ (low[index] ?? 0)
    upper = (upper >>> 8) ^ (high[index] ?? 0)
  }
  return { high: ~upper >>> 0, low: ~lower >>> 0 }
}

const prefix = 'x-amz-checksum-'
const notValues = new Set(['mode', 'algorithm', 'type'])

/** The expected checksum, from headers, form fields or a trailer. */
export function readChecksum(
  headers: ReadonlyMap<string, string>,
  trailers: ReadonlyMap<string, string> = new Map(),
): Expectation['checksum'] {
  const sent = [...headers.keys()].filter(
    (name) => name.startsWith(prefix) && !notValues.has(name.slice(prefix.length)),
  )
  const announced = (headers.get('x-amz-trailer') ?? '').split(',').map((name) => name.trim().toLowerCase())
  const trailing = announced.filter((name) => name.startsWith(prefix))
  const [name, ...others] = [...sent, ...trailing]
  if (others.length > 0) {
    throw refuse('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.')
  }
  if (name === undefined) {
    if (!headers.has('x-amz-sdk-checksum-algorithm')) return undefined
    throw refuse(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    )
  }
  const algorithm = name.slice(prefix.length)
  if (!isChecksumAlgorithm(algorithm)) throw new S3Error('NotImplemented', { Header: name })
  const value = headers.get(name)
  if (value !== undefined) {
    const promised = checked(algorithm, value)
    return { algorithm, expected: () => promised }
  }
  return {
    algorithm,
    expected: () => {
      const trailer = trailers.get(name)
      if (trailer === undefined) throw new S3Error('MalformedTrailerError')
      return checked(algorithm, trailer)
    },
  }
}

function checked(algorithm: ChecksumAlgorithm, value: string): string {
  if (Buffer.from(value, 'base64').length === checksumAlgorithms[algorithm]) return value
  throw refuse(`Value for x-amz-checksum-${algorithm} header is invalid.`)
}

function refuse(message: string): S3Error {
  return new S3Error('InvalidRequest', {}, message)
}

/** Converts `Content-MD5` to hex. */
export function readMd5(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const bytes = Buffer.from(header, 'base64')
  // `Buffer.from` ignores invalid base64 characters; S3 rejects them.
  if (bytes.length !== 16 || bytes.toString('base64') !== header)
    throw new S3Error('InvalidDigest', { 'Content-MD5': header })
  return bytes.toString('hex')
}
