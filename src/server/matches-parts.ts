import type { S3Client } from '@aws-sdk/client-s3'
import { multipartEtag } from './multipart-etag.ts'
import type { StoredObject } from './store.ts'

/** Whether an object may be made of the parts with these ETags, in this order: not where both are known and differ. */
export async function couldMatchParts(
  s3: S3Client,
  { etag, hasOpaqueEtag }: StoredObject,
  etags: readonly string[],
): Promise<boolean> {
  const wanted = hasOpaqueEtag ? undefined : await multipartEtag(s3, etags)
  const isComparable = wanted !== undefined && /^[\da-f]{32}-\d+$/.test(etag)
  return !isComparable || etag === wanted
}
