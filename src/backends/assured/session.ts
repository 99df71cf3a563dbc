import { createAbortError, toUploadError, UploadError } from '../../errors.ts'
import { raceAbort } from '../../lib/abort.ts'

// Observed to be about 2.8 h; not documented.
const defaultTtlMs = 2.5 * 3_600_000

/** A login that all calls of a client share. */
export type Session = ReturnType<typeof createSession>

/** Requests a JWT when one is first needed, and again before it expires or after it was dropped. */
export function createSession(requestToken: () => string | Promise<string>) {
  let current: { jwt: string; renewAt: number } | undefined
  let pending: Promise<string> | undefined

  async function renew(): Promise<string> {
    const jwt = await fetchToken(requestToken)
    current = { jwt, renewAt: renewalTime(jwt) }
    return jwt
  }

  return {
    /** A JWT that is still valid for a while. Concurrent calls share one login. */
    token(): Promise<string> {
      if (current && Date.now() < current.renewAt) return Promise.resolve(current.jwt)
      pending ??= renew().finally(() => {
        pending = undefined
      })
      return pending
    },
    /** Drops a JWT that was rejected, unless it has been renewed since. */
    drop(jwt: string) {
      if (current?.jwt === jwt) current = undefined
    },
  }
}

async function fetchToken(requestToken: () => string | Promise<string>): Promise<string> {
  try {
    const jwt = (await requestToken()).trim()
    if (/^[\x21-\x7e]+$/.test(jwt)) return jwt
  } catch (thrown) {
    throw toUploadError(thrown, 'unauthorized', 'There is no token for Assured. Sign in again and retry.')
  }
  throw new UploadError(
    'unauthorized',
    'The token for Assured is empty or malformed. Sign in again and retry.',
  )
}

function renewalTime(jwt: string, now = Date.now()): number {
  const remainingMs = (jwtExpiry(jwt) ?? now) - now
  // A JWT that seems expired on arrival means a wrong clock: it is used until the server rejects it.
  const ttlMs = remainingMs > 0 ? remainingMs : defaultTtlMs
  return now + ttlMs - Math.min(60_000, ttlMs / 10)
}

/** When a JWT expires, by its `exp`, in milliseconds since 1970. Only the server can check its signature. */
function jwtExpiry(jwt: string): number | undefined {
  try {
    const encoded = jwt.split('.')[1] ?? ''
    const payload: unknown = JSON.parse(atob(encoded.replace(/-/g, '+').replace(/_/g, '/')))
    const exp = typeof payload === 'object' && payload !== null && 'exp' in payload ? payload.exp : undefined
    return typeof exp === 'number' ? exp * 1000 : undefined
  } catch {
    return undefined
  }
}

/** Adds the session's JWT to headers without an `Authorization` of their own. */
export async function setBearerToken(
  headers: Headers,
  session: Session,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (headers.has('authorization')) return
  const jwt = await raceAbort(session.token(), signal).catch((error: unknown) => {
    throw signal?.aborted ? createAbortError(signal.reason) : error
  })
  headers.set('authorization', `Bearer ${jwt}`)
}

/**
 * A `fetch` that adds the session's JWT, and repeats a request once with a new one after a 401. A request with an
 * `Authorization` of its own is sent as it is.
 */
export function withBearerAuth(fetch: typeof globalThis.fetch, session: Session): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers)
    if (headers.has('authorization')) return fetch(input, init)

    async function attempt() {
      const jwt = await raceAbort(session.token(), init.signal)
      headers.set('authorization', `Bearer ${jwt}`)
      return { jwt, response: await fetch(input, { ...init, headers }) }
    }

    const first = await attempt()
    if (first.response.status !== 401) return first.response
    await first.response.body?.cancel()
    session.drop(first.jwt)
    return (await attempt()).response
  }
}
