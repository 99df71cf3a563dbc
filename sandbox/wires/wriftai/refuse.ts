import { jsonResponse } from '../../../src/server/responses.ts'
import type { JsonIssue } from '../read-json.ts'

/** A failure in FastAPI's words. */
export function refuse(status: number, message: string): Response {
  return jsonResponse({ detail: message }, status)
}

/** A body that is not what the route takes. */
export function refuseIssues(issues: readonly JsonIssue[]): Response {
  const detail = issues.map(({ path, ...issue }) => ({ loc: ['body', ...path], ...worded(issue) }))
  return jsonResponse({ detail }, 422)
}

function worded({ problem, expected }: Omit<JsonIssue, 'path'>): { msg: string; type: string } {
  if (problem === 'json') return { msg: 'JSON decode error', type: 'json_invalid' }
  if (problem === 'missing') return { msg: 'Field required', type: 'missing' }
  switch (expected) {
    case 'string':
      return { msg: 'Input should be a valid string', type: 'string_type' }
    case 'number':
    case 'int':
      return { msg: 'Input should be a valid integer', type: 'int_type' }
    case 'object':
      return { msg: 'Input should be a valid dictionary', type: 'dict_type' }
    default:
      return { msg: `Input should be ${expected}`, type: 'value_error' }
  }
}
