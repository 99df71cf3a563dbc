import { STATUS_CODES } from 'node:http'
import { jsonResponse } from '../../../src/server/responses.ts'
import type { JsonIssue } from '../read-json.ts'

/** A failure as Perseus may word it: what its client reads is `message`. */
export function refuse(status: number, message: string): Response {
  return jsonResponse({ statusCode: status, error: STATUS_CODES[status] ?? 'Error', message }, status)
}

/** A body that is not what the route takes. */
export function refuseIssues(issues: readonly JsonIssue[]): Response {
  const [first] = issues
  const where = first?.path.join('.') || 'The body'
  return refuse(400, `${where} is ${first?.problem === 'missing' ? 'missing' : 'not what it should be'}.`)
}
