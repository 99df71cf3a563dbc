const mebibyte = 1024 * 1024
// S3 takes parts of 5 MiB to 5 GiB, the last excepted, and at most 10,000:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
const minPartSize = 5 * mebibyte
const maxPartSize = 5 * 1024 * mebibyte
const maxParts = 10_000

// Long enough for the round trips not to matter, short enough that a broken request costs little.
const targetPartMs = 8_000
const defaultPartSize = 8 * mebibyte
const defaultMaxParts = 2_000
const maxPartSizeBySpeed = 512 * mebibyte

/**
 * Part size in bytes for a file of `size` bytes, in whole MiB: about eight seconds' worth at the speed of one connection.
 *
 * @param bytesPerMs measured on one connection; without it, the file's size alone decides
 */
export function preferredPartSize(size: number, bytesPerMs?: number): number {
  const wanted =
    bytesPerMs === undefined
      ? Math.max(defaultPartSize, size / defaultMaxParts)
      : Math.min(Math.max(bytesPerMs * targetPartMs, minPartSize), maxPartSizeBySpeed)
  const needed = Math.max(wanted, size / maxParts)
  return Math.min(maxPartSize, Math.ceil(needed / mebibyte) * mebibyte)
}
