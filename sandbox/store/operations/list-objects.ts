import type { AuthenticatedRequest, Operation } from '../store.ts'
import { S3Error } from '../wire/s3-error.ts'
import { uriEncodePath } from '../wire/uri-encode.ts'
import type { XmlTree } from '../xml/to-xml.ts'
import { findBucket } from './buckets.ts'
import { checksumType } from './checksum-output.ts'
import { findObject } from './get-object.ts'

/** ListObjectsV2 and ListObjects, which differ in pagination only. */
export const listObjects: Operation = (call, store) => {
  const bucket = findBucket(store, call.bucket)
  const listType = call.param('list-type')
  if (listType !== undefined && listType !== '2')
    throw new S3Error('InvalidArgument', { ArgumentName: 'list-type', ArgumentValue: listType })
  const isV2 = listType === '2'
  const encode = readEncoding(call)
  const encoded = (value: string | undefined) => (value === undefined ? undefined : encode(value))
  const [prefix = '', delimiter = ''] = [call.param('prefix'), call.param('delimiter')]
  const limit = readLimit('max-keys', call.param('max-keys'))
  const after = isV2 ? (readToken(call) ?? call.param('start-after')) : call.param('marker')
  const keys = bucket.objects.all().map((object) => object.key)
  const page = listKeys(keys, { prefix, delimiter, after: after ?? '', limit })
  const owner = { ID: store.keys.accessKeyId, DisplayName: store.keys.accessKeyId }
  const result: XmlTree = {
    Name: call.bucket,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: limit,
    EncodingType: call.param('encoding-type'),
    IsTruncated: page.next !== undefined,
    ...(isV2
      ? {
          KeyCount: page.keys.length + page.prefixes.length,
          StartAfter: encoded(call.param('start-after')),
          ContinuationToken: call.param('continuation-token'),
          NextContinuationToken: page.next && Buffer.from(page.next).toString('base64url'),
        }
      : { Marker: encode(after ?? ''), NextMarker: delimiter === '' ? undefined : encoded(page.next) }),
    Contents: page.keys.map((key) => {
      const { etag, size, modifiedAt, headers, checksum } = findObject(bucket, key)
      return {
        Key: encode(key),
        LastModified: new Date(modifiedAt).toISOString(),
        ETag: `"${etag}"`,
        ...(checksum && {
          ChecksumAlgorithm: checksum.algorithm.toUpperCase(),
          ChecksumType: checksumType(checksum),
        }),
        Size: size,
        StorageClass: headers['x-amz-storage-class'] ?? 'STANDARD',
        Owner: isV2 && call.param('fetch-owner') !== 'true' ? undefined : owner,
      }
    }),
    CommonPrefixes: page.prefixes.map((common) => ({ Prefix: encode(common) })),
  }
  return { status: 200, body: { xml: { ListBucketResult: result } } }
}

function readToken(call: AuthenticatedRequest): string | undefined {
  const token = call.param('continuation-token')
  if (token === undefined) return undefined
  const after = Buffer.from(token, 'base64url').toString()
  if (token !== '' && Buffer.from(after).toString('base64url') === token) return after
  throw new S3Error(
    'InvalidArgument',
    { ArgumentName: 'continuation-token' },
    'The continuation token provided is incorrect',
  )
}

type ListQuery = { prefix: string; delimiter: string; after: string; limit: number }
type KeyPage = { keys: readonly string[]; prefixes: readonly string[]; next?: string | undefined }

/** A page of keys in S3's order; keys with the same prefix up to the delimiter are grouped. */
function listKeys(keys: readonly string[], { prefix, delimiter, after, limit }: ListQuery): KeyPage {
  const page: { keys: string[]; prefixes: string[] } = { keys: [], prefixes: [] }
  if (limit === 0) return page
  let last: string | undefined
  for (const key of keys.filter((key) => key.startsWith(prefix)).sort(compareUtf8)) {
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
    const entry = cut < 0 ? key : key.slice(0, cut + delimiter.length)
    if (compareUtf8(key, after) <= 0 || entry === after || entry === last) continue
    if (page.keys.length + page.prefixes.length === limit) return { ...page, next: last }
    if (cut < 0) page.keys.push(key)
    else page.prefixes.push(entry)
    last = entry
  }
  return page
}

/** Compares strings by their UTF-8 bytes. Comparing UTF-16 code units differs: surrogates sort before U+E000. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const [unitA, unitB] = [a.charCodeAt(index), b.charCodeAt(index)]
    if (unitA !== unitB) return rank(unitA) - rank(unitB)
  }
  return a.length - b.length
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

/** How a listing encodes keys: `encoding-type=url` is for keys that XML 1.0 cannot represent. */
export function readEncoding(call: AuthenticatedRequest): (key: string) => string {
  const type = call.param('encoding-type')
  if (type === 'url') return uriEncodePath
  if (type === undefined) return (key) => key
  const details = { ArgumentName: 'encoding-type', ArgumentValue: type }
  throw new S3Error('InvalidArgument', details, 'Invalid Encoding Method specified in Request')
}

/** Parses a `max-…` parameter; at most 1000, as in S3. */
export function readLimit(name: string, value: string | undefined): number {
  if (value === undefined || value === '') return 1000
  if (/^\d+$/.test(value) && Number(value) <= 2 ** 31 - 1) return Math.min(Number(value), 1000)
  const details = { ArgumentName: name, ArgumentValue: value }
  throw new S3Error('InvalidArgument', details, `Provided ${name} not an integer or within integer range`)
}
