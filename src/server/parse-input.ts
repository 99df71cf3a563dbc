import * as z from 'zod/mini'
import { UploadError } from '../errors.ts'

/** What a client sent, parsed; or a 400 that names the field. */
export function parseInput<S extends z.core.$ZodType>(schema: S, input: unknown): z.output<S> {
  const result = z.safeParse(schema, input)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = (issue?.path ?? []).reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`
    return name === '' ? String(step) : `${name}.${String(step)}`
  }, '')
  throw badRequest(`${field === '' ? 'the body' : field} ${getValidationMessage(issue)}`, result.error)
}

/** A 400: the client speaks another wire. */
export function badRequest(problem: string, cause?: unknown): UploadError {
  const message = `The request is not what this server understands: ${problem}. Check that client and server are of the same version.`
  return new UploadError('unsupported', message, { status: 400, cause })
}

function getValidationMessage(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'invalid_type':
      return `must be of type ${issue.expected}`
    case 'too_small':
      return `must be at least ${issue.minimum}${issue.origin === 'array' ? ' long' : ''}`
    case 'too_big':
      return `must be at most ${issue.maximum}`
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`
    default:
      return 'is not valid'
  }
}
