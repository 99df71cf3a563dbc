import * as z from 'zod/mini'
import { UploadError } from '../errors.ts'
import type { Settings } from './options.ts'

const mib = 1024 ** 2

/**
 * Parses the request's JSON body. Any other content type responds with 415: a cross-origin form can send the user's
 * cookies, but not this type without a CORS preflight. More than `maxBytes` responds with 413, malformed content
 * with 400.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#simple_requests
 */
export async function readJsonBody<S extends z.core.$ZodType>(
  request: Request,
  schema: S,
  maxBytes = mib,
): Promise<z.output<S>> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    const message = `The body must be application/json, not ${type || 'untyped'}.`
    throw new UploadError('content-type', message, { status: 415 })
  }
  const text = await readText(request, maxBytes)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    throw badRequest('the body is not JSON', cause)
  }
  return parseInput(schema, body)
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () => {
    const message = `The request is larger than ${maxBytes / mib} MiB. Send fewer files in one call.`
    return new UploadError('too-large', message, { status: 413 })
  }
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw tooLarge()
    text += decode(decoder, chunk)
  }
  return text + decode(decoder)
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch (cause) {
    throw badRequest('the body is not UTF-8', cause)
  }
}

/** Parses a client's input; a 400 names the first invalid field. */
export function parseInput<S extends z.core.$ZodType>(schema: S, input: unknown): z.output<S> {
  const result = z.safeParse(schema, input)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = (issue?.path ?? []).reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`
    return path === '' ? String(key) : `${path}.${String(key)}`
  }, '')
  throw badRequest(`${field === '' ? 'the body' : field} ${describeIssue(issue)}`, result.error)
}

/** Rejects a call with more files than `maxBatchSize`. */
export function assertBatchSize(files: readonly unknown[], { maxBatchSize }: Settings): void {
  if (files.length <= maxBatchSize) return
  const message = `The call has ${files.length} files; the limit is ${maxBatchSize}. Split it into several calls.`
  throw new UploadError('too-many-files', message, { status: 400 })
}

/** A 400: the request does not match the wire format. */
export function badRequest(problem: string, cause?: unknown): UploadError {
  const message = `The request is invalid: ${problem}. Check that client and server have the same version.`
  return new UploadError('bad-request', message, { status: 400, cause })
}

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
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
