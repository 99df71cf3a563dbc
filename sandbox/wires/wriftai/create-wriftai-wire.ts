import * as z from 'zod/mini'
import { jsonResponse } from '../../../src/server/responses.ts'
import { answerRoutes } from '../answer-routes.ts'
import { bearerOf } from '../bearer-of.ts'
import { readJson } from '../read-json.ts'
import { Refusal } from '../refusal.ts'
import { safeName } from '../safe-name.ts'
import { sandboxKeys } from '../sandbox-keys.ts'
import { signDownload } from '../sign-download.ts'
import { signUpload } from '../sign-upload.ts'
import type { Wire, WireContext } from '../wire.ts'
import { createRateLimit } from './create-rate-limit.ts'
import { refuse, refuseIssues } from './refuse.ts'

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
