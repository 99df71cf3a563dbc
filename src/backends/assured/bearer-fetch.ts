import { raceAbort } from '../../lib/abort.ts'
import type { Session } from './session.ts'

/**
 * A `fetch` that signs in: it adds the session's JWT, and after a 401 asks once more with a new one. Who sends an
 * `Authorization` of their own keeps it.
 */
export function withBearerAuth(fetch: typeof globalThis.fetch, session: Session): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers)
    if (headers.has('authorization')) return fetch(input, init)

    async function ask() {
      const jwt = await raceAbort(session.token(), init.signal)
      headers.set('authorization', `Bearer ${jwt}`)
      return { jwt, response: await fetch(input, { ...init, headers }) }
    }

    const first = await ask()
    if (first.response.status !== 401) return first.response
    await first.response.body?.cancel()
    session.drop(first.jwt)
    return (await ask()).response
  }
}
