const retriedStatuses: readonly number[] = [408, 425, 429, 500, 502, 503, 504]

/** Whether an answer with this status is worth asking for again. */
export function isRetriedStatus(status: number): boolean {
  return retriedStatuses.includes(status)
}

/**
 * Full jitter: a random wait below a bound that doubles with each attempt, so that a thousand clients of a
 * restarted server do not come back in step.
 *
 * @param attempt attempts that failed so far, from 1
 * @returns milliseconds
 */
export function jitteredDelay(attempt: number, minDelayMs = 500, maxDelayMs = 20_000): number {
  return Math.random() * Math.min(maxDelayMs, minDelayMs * 2 ** (attempt - 1))
}

/** What a `Retry-After` header (seconds or an HTTP date) asks for, in milliseconds from `now`. */
export function retryAfterMs(headers: Headers, now = Date.now()): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
