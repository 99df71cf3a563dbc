import { jsonResponse } from '../../../src/server/responses.ts'
import type { JsonIssue } from '../read-json.ts'
import { ErrorResponse } from '../respond.ts'
import { sandboxKeys } from '../sandbox-keys.ts'

const codes: Readonly<Record<number, string>> = {
  401: 'auth.invalid_key',
  404: 'resource.not_found',
  409: 'resource.conflict',
  422: 'validation.invalid_format',
  500: 'server.internal_error',
}

/** A failure in Aymara's words. */
export function refuse(
  status: number,
  message: string,
  {
    code = codes[status] ?? 'validation.invalid_request',
    details = {},
  }: { code?: string; details?: object } = {},
): Response {
  const requestId = crypto.randomUUID()
  return jsonResponse({ error: { code, message, details }, request_id: requestId }, status, {
    'x-request-id': requestId,
    // The vendor's client tries every 409 again, and nothing here changes by asking twice.
    'x-should-retry': status >= 500 ? 'true' : 'false',
  })
}

/** A validation error. */
export function refuseIssues(issues: readonly JsonIssue[]): Response {
  const [first] = issues
  const where = first?.path.join('.') ?? ''
  const message =
    where === '' ? 'The body is not what it should be.' : `${where} is ${first?.problem ?? 'wrong'}.`
  return refuse(422, message, { details: { issues } })
}

/** Requires the API key. */
export function authorize(request: Request): void {
  const key = request.headers.get('x-api-key')
  if (key === sandboxKeys.aymara.apiKey) return
  if (key === sandboxKeys.aymara.expiredApiKey) {
    throw new ErrorResponse(refuse(401, 'The API key has expired.', { code: 'auth.expired_key' }))
  }
  const message = key === null ? 'The x-api-key header is missing.' : 'The API key is not valid.'
  throw new ErrorResponse(refuse(401, message))
}
