import type { Operation } from '../operation.ts'
import { checkPreconditions } from './check-preconditions.ts'
import { checksumHeaders } from './checksum-headers.ts'
import { findBucket } from './find-bucket.ts'
import { findObject } from './find-object.ts'
import { parseRange } from './parse-range.ts'
import { readOverrides } from './read-overrides.ts'

/** GetObject, and HeadObject too: whoever sends the answer leaves its bytes out for a HEAD. */
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
      // The checksum is the whole object's: a client would hold a part of it against that.
      ...(wantsChecksum && !range && checksumHeaders(object.checksum)),
    },
    body: { bytes: () => bucket.blobs.read(object.blobs, start, end) },
  }
}
