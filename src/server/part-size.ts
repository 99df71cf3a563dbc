const mib = 1024 ** 2
const usual = 8 * mib
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
const least = 5 * mib
const most = 5 * 1024 * mib
const mostParts = 10_000

/** Bytes of every part but the last: what is preferred, as far as the store's limits allow, in whole MiB. */
export function choosePartSize(size: number, preferred = usual): number {
  const wanted = Math.max(preferred, least, size / mostParts)
  return Math.ceil(Math.min(wanted, most) / mib) * mib
}

/** Whether a store takes a file of that size in parts of this one. */
export function isPartSize(partSize: number, size: number): boolean {
  const isWhole = Number.isSafeInteger(partSize) && Number.isSafeInteger(size)
  return (
    isWhole && partSize >= least && partSize <= most && size > 0 && partCount(size, partSize) <= mostParts
  )
}

export function partCount(size: number, partSize: number): number {
  return Math.ceil(size / partSize)
}

/** Bytes of one part, counted from 1. */
export function sizeOfPart(number: number, { size, partSize }: { size: number; partSize: number }): number {
  return Math.min(partSize, size - (number - 1) * partSize)
}
