const mebi = 1024 * 1024
// What S3 takes: 5 MiB to 5 GiB a part but for the last, at most 10,000 parts.
const least = 5 * mebi
const most = 5 * 1024 * mebi
const mostParts = 10_000

// Long enough that a request's round trips weigh nothing, short enough that a broken one costs little.
const partMs = 8_000
const usual = 8 * mebi
const usualParts = 2_000
const mostBySpeed = 512 * mebi

/**
 * Bytes of a part of a file of `size` bytes, in whole MiB: about eight seconds' worth at the speed of one connection.
 *
 * @param bytesPerMs measured on one connection; without it, by the file's size alone
 */
export function preferredPartSize(size: number, bytesPerMs?: number): number {
  const wanted =
    bytesPerMs === undefined
      ? Math.max(usual, size / usualParts)
      : Math.min(Math.max(bytesPerMs * partMs, least), mostBySpeed)
  const needed = Math.max(wanted, size / mostParts)
  return Math.min(most, Math.ceil(needed / mebi) * mebi)
}
