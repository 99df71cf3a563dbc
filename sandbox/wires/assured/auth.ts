import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod/mini'
import { jsonResponse } from '../../../src/server/responses.ts'
import { bearerOf, readJson } from '../read-json.ts'
import { ErrorResponse } from '../respond.ts'
import { sandboxKeys } from '../sandbox-keys.ts'
import type { WireContext } from '../wire.ts'
import { refuse, refuseIssues } from './errors.ts'

/** Every request needs the API key, */
export function requireKey(request: Request): void {
  if (request.headers.get('x-api-key') !== sandboxKeys.assured.apiKey) {
    throw new ErrorResponse(refuse(401, 'The API key is missing or not valid.'))
  }
}

/** Calls about files need a login as well. */
export function requireLogin(request: Request): void {
  const token = bearerOf(request)
  if (token === undefined)
    throw new ErrorResponse(refuse(401, 'Log in first: the API key alone is not enough.'))
  if (readJwt(token)?.token_type !== 'access') {
    throw new ErrorResponse(refuse(401, 'The token is not valid or its time is over.', 'token_not_valid'))
  }
}

/** Who uploads. */
export const userId = '5a9db0c5-0000-4000-8000-000000000003'

const LoginRequest = z.object({
  email: z.string(),
  password: z.string(),
  remember: z.optional(z.boolean()),
})

/** `POST users/login/`: a token for an e-mail address and a password. */
export async function logIn({ settings }: WireContext, request: Request): Promise<Response> {
  const read = await readJson(request, LoginRequest)
  if ('issues' in read) return refuseIssues(read.issues)
  const { user, password } = sandboxKeys.assured
  if (read.data.email !== user || read.data.password !== password) {
    return refuse(401, 'There is no active account with these credentials.')
  }
  const now = Math.floor(Date.now() / 1000)
  const token = (type: 'access' | 'refresh', seconds: number) =>
    signJwt({ sub: userId, token_type: type, exp: now + seconds })
  return jsonResponse({
    data: {
      id: userId,
      email: user,
      first_name: 'Sand',
      last_name: 'Box',
      user_type: 'client_admin',
      is_active: true,
      jwt: { access: token('access', settings.assuredJwtForSeconds), refresh: token('refresh', 86_400) },
    },
    msg: 'Logged in.',
    extra_data: {},
  })
}

// A secret that everybody can read: these tokens open a sandbox.
const secret = 'sandbox-jwt-secret'

const Payload = z.object({ sub: z.string(), token_type: z.enum(['access', 'refresh']), exp: z.number() })
/** The payload of a JWT. */
type Payload = z.infer<typeof Payload>

/** Signs a token (HS256). */
function signJwt(payload: Payload): string {
  const now = Math.floor(Date.now() / 1000)
  const head = encode({ alg: 'HS256', typ: 'JWT' })
  const body = encode({ ...payload, iat: now, jti: crypto.randomUUID() })
  return `${head}.${body}.${signatureOf(`${head}.${body}`)}`
}

/** The payload of a token; `undefined` if the token is invalid or expired. */
function readJwt(token: string): Payload | undefined {
  const [head, body, signature] = token.split('.')
  if (head === undefined || body === undefined || signature === undefined) return undefined
  const expected = Buffer.from(signatureOf(`${head}.${body}`))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const payload = Payload.parse(JSON.parse(Buffer.from(body, 'base64url').toString()))
  return payload.exp * 1000 > Date.now() ? payload : undefined
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function signatureOf(text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url')
}
