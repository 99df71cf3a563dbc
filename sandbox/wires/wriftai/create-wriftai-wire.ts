import * as z from 'zod/mini'
import { jsonResponse } from '../../../src/server/responses.ts'
import { safeName } from '../file-names.ts'
import { bearerOf, type JsonIssue, readJson } from '../read-json.ts'
import { createRouter, ErrorResponse } from '../respond.ts'
import { sandboxKeys } from '../sandbox-keys.ts'
import { signDownload, signUpload } from '../signed-urls.ts'
import type { Rate, Wire, WireContext } from '../wire.ts'

const path = '/wriftai/v1'
// The maximum lifetime of a signature. The vendor does not document its own.
const downloadSeconds = 7 * 24 * 60 * 60

const CreateUrlsRequest = z.object({
  name: z.string().check(z.minLength(1)),
  size: z.int().check(z.nonnegative()),
  resource: z.literal('prediction'),
  mime_type: z.string().check(z.minLength(1)),
})

/** WriftAI's file API: a single route, without records of its own. */
export function createWriftaiWire(context: WireContext): Wire {
  const router = createRouter({
    path,
    authorize,
    refuse,
    routes: [
      { method: 'POST', pattern: /^\/files\/urls$/, handle: (request) => createUrls(context, request) },
    ],
  })
  const limit = createRateLimit()
  return {
    path,
    async handle(request) {
      const { authenticated, anonymous } = context.settings.wriftaiRates
      const caller = bearerOf(request)
      const { allowed, headers } = limit(caller ?? '', caller === undefined ? anonymous : authenticated)
      const response = allowed ? await router(request) : refuse(429, 'Too many requests. Wait a moment.')
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
      if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', crypto.randomUUID())
      return response
    },
  }
}

/** A token is optional, but must be valid. */
function authorize(request: Request): void {
  if (!request.headers.has('authorization')) return
  if (bearerOf(request) !== sandboxKeys.wriftai.accessToken) {
    throw new ErrorResponse(refuse(401, 'The access token is not valid.'))
  }
}

/** Type and length are signed: the store rejects anything else. */
async function createUrls({ s3, bucket, settings }: WireContext, request: Request): Promise<Response> {
  const read = await readJson(request, CreateUrlsRequest)
  if ('issues' in read) return refuseIssues(read.issues)
  const { size, mime_type: contentType } = read.data
  const name = safeName(read.data.name)
  const key = `wires/wriftai/objects/${crypto.randomUUID()}/${name}`
  return jsonResponse({
    upload_url: await signUpload(s3, { bucket, key }, settings.uploadForSeconds, { contentType, size }),
    download_url: await signDownload(s3, { bucket, key, name, contentType }, downloadSeconds),
  })
}

type RateLimitResult = { allowed: boolean; headers: Record<string, string> }

/** Limits the requests of each caller: a burst, then a number per second. */
function createRateLimit(): (caller: string, rate: Rate) => RateLimitResult {
  const seen = new Map<string, { left: number; at: number }>()
  return (caller, { burst, perSecond }) => {
    const now = Date.now() / 1000
    const before = seen.get(caller) ?? { left: burst, at: now }
    const left = Math.min(burst, before.left + (now - before.at) * perSecond)
    const allowed = left >= 1
    const rest = allowed ? left - 1 : left
    seen.set(caller, { left: rest, at: now })
    // The time from which the next request is allowed.
    const reset = rest >= 1 ? now : now + (1 - rest) / perSecond
    return {
      allowed,
      headers: {
        'x-ratelimit-limit': `${burst}`,
        'x-ratelimit-remaining': `${Math.floor(rest)}`,
        'x-ratelimit-reset': `${Math.ceil(reset)}`,
      },
    }
  }
}

/** An error in FastAPI's format. */
function refuse(status: number, message: string): Response {
  return jsonResponse({ detail: message }, status)
}

/** A validation error. */
function refuseIssues(issues: readonly JsonIssue[]): Response {
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
