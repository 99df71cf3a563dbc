import { Refusal } from '../refusal.ts'
import { sandboxKeys } from '../sandbox-keys.ts'
import { refuse } from './refuse.ts'

/** Lets through whoever has the key. */
export function authorize(request: Request): void {
  const key = request.headers.get('x-api-key')
  if (key === sandboxKeys.aymara.apiKey) return
  if (key === sandboxKeys.aymara.expiredApiKey) {
    throw new Refusal(refuse(401, 'The API key has expired.', { code: 'auth.expired_key' }))
  }
  const message = key === null ? 'The x-api-key header is missing.' : 'The API key is not valid.'
  throw new Refusal(refuse(401, message))
}
