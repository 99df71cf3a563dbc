import { createRouter } from '../respond.ts'
import type { Wire, WireContext } from '../wire.ts'
import { logIn, requireKey, requireLogin } from './auth.ts'
import { handleFile, presignUrl } from './files.ts'
import { refuse } from './errors.ts'

const path = '/assured'

/** Speaks Assured's file API, and the login that it needs. */
export function createAssuredWire(context: WireContext): Wire {
  const loggedIn = (handler: typeof handleFile) => async (request: Request) => {
    requireLogin(request)
    return handler(context, request)
  }
  return {
    path,
    handle: createRouter({
      path,
      authorize: requireKey,
      refuse,
      routes: [
        {
          method: 'POST',
          pattern: /^\/api\/v1\/users\/login\/$/,
          handle: (request) => logIn(context, request),
        },
        { method: 'POST', pattern: /^\/api\/v1\/files\/handle\/$/, handle: loggedIn(handleFile) },
        {
          method: 'POST',
          pattern: /^\/api\/v1\/files\/presign-s3-url\/presign_s3_url\/$/,
          handle: loggedIn(presignUrl),
        },
      ],
    }),
  }
}
