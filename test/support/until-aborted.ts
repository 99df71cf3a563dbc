import { createAbortError } from '../../src/errors.ts'

/** Never resolves, as a request that hangs; rejects once the signal is aborted. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(createAbortError(signal.reason)))
  })
}
