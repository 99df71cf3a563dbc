import { S3Error } from '../wire/s3-error.ts'
import { checksumAlgorithms } from './checksum-algorithms.ts'
import type { ChecksumAlgorithm } from './checksum-algorithms.ts'
import { isChecksumAlgorithm } from './is-checksum-algorithm.ts'
import type { Expectation } from './measure.ts'

const prefix = 'x-amz-checksum-'
const notValues = new Set(['mode', 'algorithm', 'type'])

/** The checksum that the headers, or the fields of a form, promise: at once or in a trailer. */
export function readChecksum(
  headers: ReadonlyMap<string, string>,
  trailers: ReadonlyMap<string, string> = new Map(),
): Expectation['checksum'] {
  const sent = [...headers.keys()].filter(
    (name) => name.startsWith(prefix) && !notValues.has(name.slice(prefix.length)),
  )
  const announced = (headers.get('x-amz-trailer') ?? '').split(',').map((name) => name.trim().toLowerCase())
  const trailing = announced.filter((name) => name.startsWith(prefix))
  const [name, ...others] = [...sent, ...trailing]
  if (others.length > 0) {
    throw refuse('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.')
  }
  if (name === undefined) {
    if (!headers.has('x-amz-sdk-checksum-algorithm')) return undefined
    throw refuse(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    )
  }
  const algorithm = name.slice(prefix.length)
  if (!isChecksumAlgorithm(algorithm)) throw new S3Error('NotImplemented', { Header: name })
  const value = headers.get(name)
  if (value !== undefined) {
    const promised = checked(algorithm, value)
    return { algorithm, expected: () => promised }
  }
  return {
    algorithm,
    expected: () => {
      const trailer = trailers.get(name)
      if (trailer === undefined) throw new S3Error('MalformedTrailerError')
      return checked(algorithm, trailer)
    },
  }
}

function checked(algorithm: ChecksumAlgorithm, value: string): string {
  if (Buffer.from(value, 'base64').length === checksumAlgorithms[algorithm]) return value
  throw refuse(`Value for x-amz-checksum-${algorithm} header is invalid.`)
}

function refuse(message: string): S3Error {
  return new S3Error('InvalidRequest', {}, message)
}
