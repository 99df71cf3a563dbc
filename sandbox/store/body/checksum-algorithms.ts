/** The algorithms of S3's `x-amz-checksum-*` headers, with the bytes of their digests. */
export const checksumAlgorithms = { crc32: 4, crc32c: 4, crc64nvme: 8, sha1: 20, sha256: 32 } as const

export type ChecksumAlgorithm = keyof typeof checksumAlgorithms
