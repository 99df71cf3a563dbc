import { UploadError } from '../errors.ts'
import { requestIdOf } from './response-headers.ts'

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
  { url, status, headers }: Pick<Response, 'url' | 'status' | 'headers'>,
  parse: Parse<T>,
): Promise<T> {
  const invalid = (message: string, cause: unknown) =>
    new UploadError('invalid-response', message, { url, status, requestId: requestIdOf(headers), cause })
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    const type = headers.get('content-type')?.split(';')[0] || 'no content type'
    const actual = text.trim() === '' ? 'is empty' : `is not JSON (${type})`
    throw invalid(`The server's response ${actual}. Check that baseUrl points at the API.`, cause)
  }
  try {
    return await parse(body)
  } catch (cause) {
    // A parser that could not be loaded is a network error.
    if (cause instanceof UploadError) throw cause
    const mismatch = cause instanceof Error ? cause.message : String(cause)
    throw invalid(
      `The server's response does not match this client: ${mismatch}. ` +
        'Check that client and server have the same version.',
      cause,
    )
  }
}
