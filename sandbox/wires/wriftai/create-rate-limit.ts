import type { Rate } from '../wire-options.ts'

/** What the limit says of one request. */
export type RateAnswer = { allowed: boolean; headers: Record<string, string> }

/** Counts the requests of each caller: a burst at once, then so many a second. */
export function createRateLimit(): (caller: string, rate: Rate) => RateAnswer {
  const seen = new Map<string, { left: number; at: number }>()
  return (caller, { burst, perSecond }) => {
    const now = Date.now() / 1000
    const before = seen.get(caller) ?? { left: burst, at: now }
    const left = Math.min(burst, before.left + (now - before.at) * perSecond)
    const allowed = left >= 1
    const rest = allowed ? left - 1 : left
    seen.set(caller, { left: rest, at: now })
    // The moment from which another request goes through.
    const reset = rest >= 1 ? now : now + (1 - rest) / perSecond
    return {
      allowed,
      headers: {
        'x-ratelimit-limit': `${burst}`,
        'x-ratelimit-remaining': `${Math.floor(rest)}`,
        'x-ratelimit-reset': `${Math.ceil(reset)}`,
      },
    }
  }
}
