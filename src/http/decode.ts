import { safeParse, type z } from 'zod/mini'
import { UploadError } from '../errors.ts'
import { requestIdOf } from './errors.ts'
import { formatIssue } from './format-issue.ts'
import { readText, type PendingResponse } from './pending-response.ts'

/** Parses an answer at the border: what comes out has the schema's type, or an `invalid-response` is thrown. */
export async function decode<S extends z.core.$ZodType>(
  sent: PendingResponse,
  schema: S,
): Promise<z.output<S>> {
  return decodeText(await readText(sent), sent.response, schema)
}

/** The same for an answer that was not had by `fetch`. */
export function decodeText<S extends z.core.$ZodType>(
  text: string,
  { url, status, headers }: Pick<Response, 'url' | 'status' | 'headers'>,
  schema: S,
): z.output<S> {
  const invalid = (message: string, cause?: unknown) =>
    new UploadError('invalid-response', message, { url, status, requestId: requestIdOf(headers), cause })
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    const type = headers.get('content-type')?.split(';')[0] || 'no content type'
    const said = text.trim() === '' ? 'nothing' : `something that is not JSON (${type})`
    throw invalid(`The server answered with ${said}. Check that baseUrl points at the API.`, cause)
  }
  const result = safeParse(schema, body)
  if (result.success) return result.data
  throw invalid(
    `The server's answer is not what this client understands: ${formatIssue(result.error.issues)}. ` +
      'Check that client and server speak the same version of the wire.',
    result.error,
  )
}
