import * as z from 'zod/mini'
import { jsonResponse } from '../../../src/server/responses.ts'
import { readJson } from '../read-json.ts'
import { sandboxKeys } from '../sandbox-keys.ts'
import type { WireContext } from '../wire.ts'
import { signJwt } from './jwt.ts'
import { refuse, refuseIssues } from './refuse.ts'

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
