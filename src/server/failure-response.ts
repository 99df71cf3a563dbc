import type { UploadError } from '../errors.ts'
import { jsonResponse } from './json-response.ts'
import { statusOfCode } from './status-of-code.ts'

/** What the client is told of a failure: code and sentence, never the cause. */
export function failureResponse(error: UploadError): Response {
  const headers = new Headers()
  if (error.retryAfterMs !== undefined)
    headers.set('retry-after', String(Math.ceil(error.retryAfterMs / 1000)))
  const { code, message } = error
  return jsonResponse({ error: { code, message } }, httpStatusOf(error), headers)
}

/** The status that a failure is answered with: its own where it has one. */
export function httpStatusOf({ code, status }: UploadError): number {
  const own = status !== undefined && status >= 400 && status <= 599
  return own ? status : statusOfCode(code)
}
