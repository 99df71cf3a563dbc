import { preflight } from './cors/preflight.ts'
import { postObject } from './form/post-object.ts'
import { route } from './route.ts'
import { authenticate } from './signature/authenticate.ts'
import type { Store } from './store.ts'
import type { Answer } from './wire/answer.ts'
import type { Incoming } from './wire/incoming.ts'

/** Who is asked for no signature of the request itself: a preflight, and a form, which brings a signed policy. */
export async function handle(incoming: Incoming, store: Store): Promise<Answer> {
  const { method, bucket, key } = incoming
  if (method === 'OPTIONS') return preflight(incoming, store)
  const isForm = method === 'POST' && bucket !== '' && key === '' && incoming.query.length === 0
  if (isForm) return postObject(incoming, store)
  const call = { ...incoming, ...authenticate(incoming, store.keys, store.now()) }
  return route(incoming)(call, store)
}
