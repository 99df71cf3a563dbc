import * as z from 'zod/mini'
import { UploadError } from '../errors.ts'

const S3Failure = z.object({
  name: z.string(),
  $metadata: z.object({ httpStatusCode: z.optional(z.number()), requestId: z.optional(z.string()) }),
})

/** Asks the store; its failure becomes a sentence without keys, credentials or URLs, itself the `cause`. */
export async function callStore<T>(operation: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    const message = `The file store did not do what it was asked (${operation}). Try again in a moment.`
    const requestId = S3Failure.safeParse(cause).data?.$metadata.requestId
    throw new UploadError('server-error', message, { status: 502, requestId, cause })
  }
}

/** The store's answer; `undefined` where it says that there is no such thing. A bucket that is missing is a failure. */
export async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    const failure = S3Failure.safeParse(error).data
    if (failure?.$metadata.httpStatusCode === 404 && failure.name !== 'NoSuchBucket') return undefined
    throw error
  }
}
