import { createHash } from 'node:crypto'
import { S3Error } from '../wire/s3-error.ts'
import { type ChecksumAlgorithm, createChecksum } from './checksums.ts'

export type Expectation = {
  /** Hex, from `Content-MD5`. */
  md5?: string | undefined
  /** Hex, from a signed `x-amz-content-sha256`. */
  sha256?: string | undefined
  /**
   * `expected` is called at the end, after the trailers were read; if it returns `undefined`, the checksum is only
   * computed.
   */
  checksum?: { algorithm: ChecksumAlgorithm; expected: () => string | undefined } | undefined
  minSize?: number
  maxSize: number
}

type Digest = { size: number; md5: string; checksum?: { algorithm: ChecksumAlgorithm; value: string } }

export type Measured = {
  /** The same bytes; the stream fails at its end if they do not meet the expectation. */
  chunks: AsyncIterable<Buffer>
  /** Call it after the last chunk. */
  digest(): Digest
}

export function measure(source: AsyncIterable<Buffer>, expectation: Expectation): Measured {
  const md5 = createHash('md5')
  const sha256 = expectation.sha256 === undefined ? undefined : createHash('sha256')
  const running = expectation.checksum && createChecksum(expectation.checksum.algorithm)
  let size = 0
  let digest: Digest | undefined

  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      size += chunk.length
      if (size > expectation.maxSize) {
        throw new S3Error('EntityTooLarge', { ProposedSize: size, MaxSizeAllowed: expectation.maxSize })
      }
      md5.update(chunk)
      sha256?.update(chunk)
      running?.update(chunk)
      yield chunk
    }
    digest = finish()
  }

  function finish(): Digest {
    const { minSize = 0, checksum } = expectation
    if (size < minSize) throw new S3Error('EntityTooSmall', { ProposedSize: size, MinSizeAllowed: minSize })
    const computedMd5 = md5.digest('hex')
    if (expectation.md5 !== undefined && expectation.md5 !== computedMd5) throw new S3Error('BadDigest')
    const computedSha256 = sha256?.digest('hex')
    if (expectation.sha256 !== computedSha256) {
      throw new S3Error('XAmzContentSHA256Mismatch', {
        ClientComputedContentSHA256: expectation.sha256 ?? '',
        S3ComputedContentSHA256: computedSha256 ?? '',
      })
    }
    if (!checksum || !running) return { size, md5: computedMd5 }
    const value = running.digest().toString('base64')
    const expected = checksum.expected()
    if (expected !== undefined && expected !== value) {
      const name = checksum.algorithm.toUpperCase()
      throw new S3Error('BadDigest', {}, `The ${name} you specified did not match the calculated checksum.`)
    }
    return { size, md5: computedMd5, checksum: { algorithm: checksum.algorithm, value } }
  }

  return {
    chunks: chunks(),
    digest: () => {
      if (!digest) throw new Error('A digest was asked for before the stream had ended')
      return digest
    },
  }
}
