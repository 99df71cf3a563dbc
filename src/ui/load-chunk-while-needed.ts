const maxRetryDelayMs = 30_000

/** Imports a chunk; a failure is transient, so it is retried with backoff as long as the chunk is needed. */
export async function loadChunkWhileNeeded<T>(
  load: () => Promise<T>,
  isNeeded: () => boolean,
): Promise<T | undefined> {
  for (let delayMs = 1_000; ; delayMs = Math.min(delayMs * 2, maxRetryDelayMs)) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, delayMs))
      if (!isNeeded()) return undefined
    }
  }
}
