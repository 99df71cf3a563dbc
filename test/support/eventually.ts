import { vi } from 'vitest'

/** Retries `check` until it stops throwing. Vitest's default of one second is too short on a busy machine. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 25_000, interval: 20 })
}
