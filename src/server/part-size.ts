const mib = 1024 ** 2
const defaultPartSize = 8 * mib
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
const minPartSize = 5 * mib
const maxPartSize = 5 * 1024 * mib
const maxParts = 10_000

/** Bytes of every part but the last: the preferred size within the store's limits, rounded up to whole MiB. */
export function choosePartSize(size: number, preferred = defaultPartSize): number {
  const bounded = Math.max(preferred, minPartSize, size / maxParts)
  return Math.ceil(Math.min(bounded, maxPartSize) / mib) * mib
}

/** Whether stores accept a file of this size in parts of that size. */
export function isPartSize(partSize: number, size: number): boolean {
  const isInteger = Number.isSafeInteger(partSize) && Number.isSafeInteger(size)
  return (
    isInteger &&
    partSize >= minPartSize &&
    partSize <= maxPartSize &&
    size > 0 &&
    partCount(size, partSize) <= maxParts
  )
}

export function partCount(size: number, partSize: number): number {
  return Math.ceil(size / partSize)
}

/** Bytes of a part; part numbers begin at 1. */
export function sizeOfPart(number: number, { size, partSize }: { size: number; partSize: number }): number {
  return Math.min(partSize, size - (number - 1) * partSize)
}
