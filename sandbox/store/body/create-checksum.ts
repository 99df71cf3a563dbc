import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { ChecksumAlgorithm } from './checksum-algorithms.ts'
import { crc32c } from './crc32c.ts'
import { crc64nvme } from './crc64nvme.ts'

export type RunningChecksum = { update(bytes: Buffer): void; digest(): Buffer }

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
