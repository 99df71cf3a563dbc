import { toUploadError, UploadError } from '../../errors.ts'
import { jwtExpiry } from './jwt-expiry.ts'

// Observed to be some 2.8 h; the vendor does not say.
const usualLifeMs = 2.5 * 3_600_000

/** One log-in, shared by all calls of a client. */
export type Session = ReturnType<typeof createSession>

/** Asks for a JWT when one is first needed, and again before it ends or once it was dropped. */
export function createSession(ask: () => string | Promise<string>) {
  let held: { jwt: string; renewAt: number } | undefined
  let asking: Promise<string> | undefined

  async function renew(): Promise<string> {
    const jwt = await fetchToken(ask)
    held = { jwt, renewAt: renewalOf(jwt) }
    return jwt
  }

  return {
    /** A JWT that has some time to live. Calls at the same time share one log-in. */
    token(): Promise<string> {
      if (held && Date.now() < held.renewAt) return Promise.resolve(held.jwt)
      asking ??= renew().finally(() => {
        asking = undefined
      })
      return asking
    },
    /** Says that a JWT was refused; one that has been renewed since stays. */
    drop(jwt: string) {
      if (held?.jwt === jwt) held = undefined
    },
  }
}

async function fetchToken(ask: () => string | Promise<string>): Promise<string> {
  try {
    const jwt = (await ask()).trim()
    if (/^[\x21-\x7e]+$/.test(jwt)) return jwt
  } catch (thrown) {
    throw toUploadError(thrown, 'unauthorized', 'There is no token for Assured. Sign in again and retry.')
  }
  throw new UploadError(
    'unauthorized',
    'The token for Assured is empty or malformed. Sign in again and retry.',
  )
}

function renewalOf(jwt: string, now = Date.now()): number {
  const left = (jwtExpiry(jwt)?.getTime() ?? now) - now
  // What is dead on arrival is rather a clock that is wrong: it is used until it is refused.
  const life = left > 0 ? left : usualLifeMs
  return now + life - Math.min(60_000, life / 10)
}
