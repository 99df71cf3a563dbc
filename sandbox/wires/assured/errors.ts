import { jsonResponse } from '../../../src/server/responses.ts'
import type { JsonIssue } from '../read-json.ts'

/** A failure as Django's REST framework words it. */
export function refuse(status: number, message: string, code?: string): Response {
  return jsonResponse(code === undefined ? { detail: message } : { detail: message, code }, status)
}

/** A body that is not what the route takes: what is wrong, by field. */
export function refuseIssues(issues: readonly JsonIssue[]): Response {
  const fields = issues.map(({ path, problem }) => {
    const message = problem === 'missing' ? 'This field is required.' : 'This is not a valid value.'
    return [path.join('.') || 'non_field_errors', [message]] as const
  })
  return refuseFields(Object.fromEntries(fields))
}

/** Validation messages by field. */
export function refuseFields(fields: Readonly<Record<string, readonly string[]>>): Response {
  return jsonResponse(fields, 400)
}
