import { S3Error } from '../wire/s3-error.ts'

export type ByteRange = { start: number; end: number }

/** One range, `end` inclusive. S3 serves the whole object for several ranges, or for what is no range at all. */
export function parseRange(header: string, size: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header.trim()) ?? []
  if (first === '' && last === '') return undefined
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (start >= size) throw new S3Error('InvalidRange', { RangeRequested: header, ActualObjectSize: size })
  return { start, end }
}
