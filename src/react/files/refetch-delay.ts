// A URL is replaced while it still works: a picture that is being loaded with it must not fail.
const refreshMarginMs = 60_000

/** Milliseconds until a signed URL should be replaced; `undefined` where it does not expire. */
export function refetchDelay(expiresAt: Date | undefined, now = Date.now()): number | undefined {
  if (!expiresAt) return undefined
  const life = expiresAt.getTime() - now
  return Math.max(1_000, life > 2 * refreshMarginMs ? life - refreshMarginMs : life / 2)
}
