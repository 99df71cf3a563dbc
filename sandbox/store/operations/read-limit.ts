import { S3Error } from '../wire/s3-error.ts'

/** A `max-…` parameter: a thousand at most, as S3 has it. */
export function readLimit(name: string, value: string | undefined): number {
  if (value === undefined || value === '') return 1000
  if (/^\d+$/.test(value) && Number(value) <= 2 ** 31 - 1) return Math.min(Number(value), 1000)
  const details = { ArgumentName: name, ArgumentValue: value }
  throw new S3Error('InvalidArgument', details, `Provided ${name} not an integer or within integer range`)
}
