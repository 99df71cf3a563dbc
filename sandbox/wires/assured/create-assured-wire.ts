import { answerRoutes } from '../answer-routes.ts'
import type { Wire, WireContext } from '../wire.ts'
import { requireKey, requireLogin } from './authorize.ts'
import { handleFile } from './handle-file.ts'
import { logIn } from './log-in.ts'
import { presignUrl } from './presign-url.ts'
import { refuse } from './refuse.ts'

const path = '/assured'

/** Speaks Assured's file API, and the log-in that it needs. */
export function createAssuredWire(context: WireContext): Wire {
  const loggedIn = (answer: typeof handleFile) => async (request: Request) => {
    requireLogin(request)
    return answer(context, request)
  }
  return {
    path,
    handle: answerRoutes({
      path,
      authorize: requireKey,
      refuse,
      routes: [
        {
          method: 'POST',
          pattern: /^\/api\/v1\/users\/login\/$/,
          answer: (request) => logIn(context, request),
        },
        { method: 'POST', pattern: /^\/api\/v1\/files\/handle\/$/, answer: loggedIn(handleFile) },
        {
          method: 'POST',
          pattern: /^\/api\/v1\/files\/presign-s3-url\/presign_s3_url\/$/,
          answer: loggedIn(presignUrl),
        },
      ],
    }),
  }
}
