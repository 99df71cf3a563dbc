import { createHash } from 'node:crypto'

/** The MD5 of the parts' MD5s, and how many they were: what tells a client that it is no MD5 of the content. */
export function multipartEtag(etags: readonly string[]): string {
  const digests = Buffer.concat(etags.map((etag) => Buffer.from(etag, 'hex')))
  return `${createHash('md5').update(digests).digest('hex')}-${etags.length}`
}
