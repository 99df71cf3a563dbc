import * as z from 'zod/mini'
import { UploadError } from '../errors.ts'

const S3Failure = z.object({
  name: z.string(),
  $metadata: z.object({ httpStatusCode: z.optional(z.number()), requestId: z.optional(z.string()) }),
})

/**
 * Calls the store; its failure becomes a `server-error` with status 502, whose message contains no keys,
 * credentials or URLs.
 */
export async function callStore<T>(operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    const message = `The file store failed (${operation}). Try again in a moment.`
    const requestId = S3Failure.safeParse(cause).data?.$metadata.requestId
    throw new UploadError('server-error', message, { status: 502, requestId, cause })
  }
}

/** The store's response; `undefined` for a 404, except for a missing bucket, which is a failure. */
export async function orNotFound<T>(response: Promise<T>): Promise<T | undefined> {
  try {
    return await response
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

/** Whether the store has responded with a 404 that does not name the bucket. */
export function isNotFound(error: unknown): boolean {
  const failure = S3Failure.safeParse(error).data
  return failure?.$metadata.httpStatusCode === 404 && failure.name !== 'NoSuchBucket'
}

/** An ETag without quotes and weak prefix: stores and browsers send it in either form. */
export function unquoteEtag(etag = ''): string {
  return etag.replace(/^(?:W\/)?"(.*)"$/, '$1')
}
