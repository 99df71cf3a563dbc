import { sleep } from './sleep.ts'

/** What `ask` answers; `fallback` where it rejects, or has not answered after `patienceMs`. */
export async function withTimeoutFallback<T>(
  ask: () => Promise<T>,
  fallback: T,
  patienceMs: number,
): Promise<T> {
  const answered = new AbortController()
  const late = sleep(patienceMs, answered.signal).then(
    () => fallback,
    () => fallback,
  )
  try {
    return await Promise.race([ask(), late])
  } catch {
    return fallback
  } finally {
    answered.abort()
  }
}
