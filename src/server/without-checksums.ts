import type { S3Client } from '@aws-sdk/client-s3'

/**
 * The client as URLs are signed with. By default the SDK adds the CRC-32 of the body that it sees, and a URL that
 * is signed for later has none: the browser's bytes would be held against the checksum of nothing. Downloads
 * would likewise carry a parameter that asks for checksums.
 *
 * @see https://github.com/aws/aws-sdk-js-v3/issues/6810
 */
export function withoutChecksums(s3: S3Client): S3Client {
  const config = {
    ...s3.config,
    requestChecksumCalculation: () => Promise.resolve('WHEN_REQUIRED' as const),
    responseChecksumValidation: () => Promise.resolve('WHEN_REQUIRED' as const),
  }
  return new Proxy(s3, {
    get: (client, name): unknown => (name === 'config' ? config : Reflect.get(client, name)),
  })
}
