/**
 * Exponential backoff with full jitter: a random wait below a bound that doubles with each attempt, so that the clients
 * of a restarted server do not return all at once.
 * See [Exponential Backoff And Jitter](https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param attempt failed attempts so far, from 1
 * @returns milliseconds
 */
export function jitteredDelay(attempt: number, minDelayMs = 500, maxDelayMs = 20_000): number {
  return Math.random() * Math.min(maxDelayMs, minDelayMs * 2 ** (attempt - 1))
}
