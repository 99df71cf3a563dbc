import { UploadError } from '../errors.ts'
import { loadFailures } from './response.ts'

/**
 * Turns parsed JSON into a typed value. Throws a `TypeError` whose message is the first mismatch:
 * `uploads[0].file.id: expected string`.
 */
export type Parse<T> = (body: unknown) => T | Promise<T>

/**
 * Parses the text of a response.
 *
 * @throws UploadError `invalid-response` if it is not JSON, or not what `parse` takes
 */
export async function decode<T>(
  text: string,
  response: Pick<Response, 'url' | 'status' | 'headers'>,
  parse: Parse<T>,
): Promise<T> {
  try {
    return await parse(JSON.parse(text))
  } catch (cause) {
    // A parser that could not be loaded is a network error.
    if (cause instanceof UploadError) throw cause
    const { invalidResponse } = await loadFailures()
    throw invalidResponse(text, response, cause)
  }
}
