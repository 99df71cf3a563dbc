import * as z from 'zod/mini'
import { jsonResponse } from '../../../src/server/responses.ts'
import { safeName } from '../file-names.ts'
import { bearerOf, type JsonIssue, readJson } from '../read-json.ts'
import { answerRoutes, Refusal } from '../respond.ts'
import { sandboxKeys } from '../sandbox-keys.ts'
import { signDownload, signUpload } from '../signed-urls.ts'
import type { Rate, Wire, WireContext } from '../wire.ts'

const path = '/wriftai/v1'
// The longest that a signature can last. The vendor does not say how long its own do.
const downloadSeconds = 7 * 24 * 60 * 60

const CreateUrlsRequest = z.object({
  name: z.string().check(z.minLength(1)),
  size: z.int().check(z.nonnegative()),
  resource: z.literal('prediction'),
  mime_type: z.string().check(z.minLength(1)),
})

/** Speaks WriftAI's file API: one route, and no memory of the files but the store's. */
export function createWriftaiWire(context: WireContext): Wire {
  const answer = answerRoutes({
    path,
    authorize,
    refuse,
    routes: [
      { method: 'POST', pattern: /^\/files\/urls$/, answer: (request) => createUrls(context, request) },
    ],
  })
  const limit = createRateLimit()
  return {
    path,
    async handle(request) {
      const { authenticated, anonymous } = context.settings.wriftaiRates
      const caller = bearerOf(request)
      const { allowed, headers } = limit(caller ?? '', caller === undefined ? anonymous : authenticated)
      const response = allowed ? await answer(request) : refuse(429, 'Too many requests. Wait a moment.')
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
      if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', crypto.randomUUID())
      return response
    },
  }
}

/** A token is not asked for, but one that is sent must be right. */
function authorize(request: Request): void {
  if (!request.headers.has('authorization')) return
  if (bearerOf(request) !== sandboxKeys.wriftai.accessToken) {
    throw new Refusal(refuse(401, 'The access token is not valid.'))
  }
}

/** The announced type and length are part of the signature: the store refuses anything else. */
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

/** What the limit says of one request. */
export type RateAnswer = { allowed: boolean; headers: Record<string, string> }

/** Counts the requests of each caller: a burst at once, then so many a second. */
export function createRateLimit(): (caller: string, rate: Rate) => RateAnswer {
  const seen = new Map<string, { left: number; at: number }>()
  return (caller, { burst, perSecond }) => {
    const now = Date.now() / 1000
    const before = seen.get(caller) ?? { left: burst, at: now }
    const left = Math.min(burst, before.left + (now - before.at) * perSecond)
    const allowed = left >= 1
    const rest = allowed ? left - 1 : left
    seen.set(caller, { left: rest, at: now })
    // The moment from which another request goes through.
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
