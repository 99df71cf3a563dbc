import { bearerOf } from '../bearer-of.ts'
import { Refusal } from '../refusal.ts'
import { sandboxKeys } from '../sandbox-keys.ts'
import { readJwt } from './jwt.ts'
import { refuse } from './refuse.ts'

/** Every request needs the API key, */
export function requireKey(request: Request): void {
  if (request.headers.get('x-api-key') !== sandboxKeys.assured.apiKey) {
    throw new Refusal(refuse(401, 'The API key is missing or not valid.'))
  }
}

/** and those for files somebody who logged in as well. */
export function requireLogin(request: Request): void {
  const token = bearerOf(request)
  if (token === undefined) throw new Refusal(refuse(401, 'Log in first: the API key alone is not enough.'))
  if (readJwt(token)?.token_type !== 'access') {
    throw new Refusal(refuse(401, 'The token is not valid or its time is over.', 'token_not_valid'))
  }
}
