import type { Bucket } from '../disk/disk.ts'
import type { StoredObject } from '../disk/records.ts'
import type { AuthenticatedRequest, Operation } from '../store.ts'
import { S3Error } from '../wire/s3-error.ts'
import { findBucket } from './buckets.ts'
import { checksumHeaders } from './checksum-output.ts'
import { checkPreconditions } from './conditions.ts'

/** GetObject and HeadObject; the body of a HEAD response is omitted when it is sent. */
export const getObject: Operation = (call, store) => {
  const bucket = findBucket(store, call.bucket)
  const object = findObject(bucket, call.key)
  const { size } = object
  const header = (name: string) => call.headers.get(name)
  const validators = { etag: `"${object.etag}"`, 'last-modified': new Date(object.modifiedAt).toUTCString() }
  const overrides = readOverrides(call)
  if (checkPreconditions(object, header) === 'not-modified') return { status: 304, headers: validators }
  const ifRange = header('if-range')
  const isSameVersion = ifRange === undefined || Object.values(validators).includes(ifRange)
  const range = isSameVersion ? parseRange(header('range') ?? '', size) : undefined
  const { start, end } = range ?? { start: 0, end: size - 1 }
  const wantsChecksum = header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED'
  return {
    status: range ? 206 : 200,
    headers: {
      'content-type': 'binary/octet-stream',
      ...object.headers,
      ...overrides,
      ...validators,
      'accept-ranges': 'bytes',
      'content-length': String(end - start + 1),
      ...(range && { 'content-range': `bytes ${start}-${end}/${size}` }),
      // The checksum is that of the whole object: clients would compare it with the range.
      ...(wantsChecksum && !range && checksumHeaders(object.checksum)),
    },
    body: { bytes: () => bucket.blobs.read(object.blobs, start, end) },
  }
}

export function findObject(bucket: Bucket, key: string): StoredObject {
  const object = bucket.objects.get(key)
  if (!object) throw new S3Error('NoSuchKey', { Key: key })
  return object
}

type ByteRange = { start: number; end: number }

/** Parses a single range, `end` inclusive. S3 returns the whole object for several ranges or an invalid one. */
function parseRange(header: string, size: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header.trim()) ?? []
  if (first === '' && last === '') return undefined
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (start >= size) throw new S3Error('InvalidRange', { RangeRequested: header, ActualObjectSize: size })
  return { start, end }
}

const overridable = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]

/** The `response-…` parameters, which override headers of the response. */
function readOverrides(call: AuthenticatedRequest): Record<string, string> {
  const overrides: Record<string, string> = {}
  for (const name of overridable) {
    const value = call.param(`response-${name}`)
    if (value === undefined) continue
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      const details = { ArgumentName: `response-${name}`, ArgumentValue: value }
      throw new S3Error('InvalidArgument', details, 'Header value cannot be represented using ISO-8859-1.')
    }
    overrides[name] = value
  }
  return overrides
}
