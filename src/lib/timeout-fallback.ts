import { sleep } from './time.ts'

/** Resolves like `run()`; with `fallback` if that rejects or takes longer than `timeoutMs`. */
export async function withTimeoutFallback<T>(
  run: () => Promise<T>,
  fallback: T,
  timeoutMs: number,
): Promise<T> {
  const settled = new AbortController()
  const timeout = sleep(timeoutMs, settled.signal).then(
    () => fallback,
    () => fallback,
  )
  try {
    return await Promise.race([run(), timeout])
  } catch {
    return fallback
  } finally {
    settled.abort()
  }
}
