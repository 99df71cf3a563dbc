import { hmac } from './hmac.ts'
import type { SigningKey } from './open-credential.ts'
import { sha256 } from './sha256.ts'

/** Each chunk's signature covers the one before it, so none can be dropped, added or moved. */
export type ChunkSigner = { chunk(contentSha256: string): string; trailer(trailers: string): string }

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
export function createChunkSigner(signingKey: SigningKey, seed: string): ChunkSigner {
  let previous = seed
  const sign = (kind: string, ...rest: readonly string[]): string => {
    const text = [`AWS4-HMAC-SHA256-${kind}`, signingKey.timestamp, signingKey.scope, previous, ...rest].join(
      '\n',
    )
    previous = hmac(signingKey.key, text).toString('hex')
    return previous
  }
  return {
    chunk: (contentSha256) => sign('PAYLOAD', sha256(''), contentSha256),
    trailer: (trailers) => sign('TRAILER', sha256(trailers)),
  }
}
