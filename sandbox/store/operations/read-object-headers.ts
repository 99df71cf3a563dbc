import { S3Error } from '../wire/s3-error.ts'

const kept = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
  'x-amz-storage-class',
]
const maxMetadataBytes = 2048

/** The headers, or fields of a form, that are kept with an object and sent back with it. */
export function readObjectHeaders(headers: ReadonlyMap<string, string>): Record<string, string> {
  const metadata = [...headers].filter(([name]) => name.startsWith('x-amz-meta-'))
  const size = Buffer.byteLength(metadata.flat().join('')) - metadata.length * 'x-amz-meta-'.length
  if (size > maxMetadataBytes)
    throw new S3Error('MetadataTooLarge', { Size: size, MaxSizeAllowed: maxMetadataBytes })
  const found = new Map([...headers].filter(([name]) => kept.includes(name)))
  // The framing of the transfer is not the encoding of the content.
  const encodings = (found.get('content-encoding') ?? '').split(',').map((encoding) => encoding.trim())
  found.set('content-encoding', encodings.filter((encoding) => encoding !== 'aws-chunked').join(','))
  return Object.fromEntries(
    [...found, ...metadata].filter(([name, value]) => value !== '' || !kept.includes(name)),
  )
}
