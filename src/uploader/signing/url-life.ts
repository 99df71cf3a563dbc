import { urlExpiry } from '../../lib/url-expiry.ts'

// A URL with less to live than this is not started on: it might die before the request reaches the store.
const minRemainingMs = 30_000

/** When a URL dies, by this machine's clock. Milliseconds; `Infinity` where it does not say. */
export function getExpiry({ url, expiresAt }: { url: string; expiresAt?: Date }): number {
  return urlExpiry(url, expiresAt)?.getTime() ?? Infinity
}

/**
 * Whether there is time enough to start on it. Stores look at the clock when a request begins: one that is under way
 * outlives its URL. A URL that was signed for less than the margin is as fresh as it gets for the first half of its life.
 *
 * @param signedAt when it was handed out
 */
export function isUsable(death: number, signedAt: number, now = Date.now()): boolean {
  const margin = Math.min(minRemainingMs, (death - signedAt) / 2)
  return death - now > margin
}
