type BatchEntry<Item, Result> = {
  item: Item
  signal: AbortSignal | undefined
  resolve(result: Result): void
  reject(error: unknown): void
}

type BatcherOptions<Item, Result> = {
  /** Items in one call. */
  maxSize: number
  /** Whether a call waits for the one before: what is added meanwhile is sent together. @default false */
  isSerial?: boolean | undefined
  /**
   * One call for many items; resolves with their results in the same order. Its signal is aborted when the signals of all
   * items are.
   */
  send(items: readonly Item[], signal: AbortSignal): Promise<readonly Result[]>
}

/**
 * Combines calls that are made in the same task into one. The promise of an item settles with its call, even if its
 * signal is aborted meanwhile: one aborted item does not abort the others.
 */
export function createBatcher<Item, Result>({
  maxSize,
  isSerial = false,
  send,
}: BatcherOptions<Item, Result>) {
  let waiting: BatchEntry<Item, Result>[] = []
  let isScheduled = false

  async function flush() {
    while (waiting.length > 0) {
      const [batch, later] = split(waiting, maxSize)
      waiting = later
      const sent = sendBatch(batch)
      if (isSerial) await sent
    }
    isScheduled = false
  }

  async function sendBatch(batch: readonly BatchEntry<Item, Result>[]) {
    if (batch.length === 0) return
    const { signal, unsubscribe } = abortedWhenAll(batch.map((entry) => entry.signal))
    try {
      const results = await send(
        batch.map(({ item }) => item),
        signal,
      )
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      unsubscribe()
    }
  }

  return (item: Item, signal?: AbortSignal): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, signal, resolve, reject })
      if (isScheduled) return
      isScheduled = true
      // A serial batcher collects while a call is in flight.
      if (isSerial) void flush()
      else queueMicrotask(() => void flush())
    })
}

/** The first entries whose signals are not aborted, and the rest; aborted ones are rejected. */
function split<Item, Result>(entries: readonly BatchEntry<Item, Result>[], maxSize: number) {
  const live = entries.filter(({ signal, reject }) => {
    if (signal?.aborted) reject(signal.reason)
    return !signal?.aborted
  })
  return [live.slice(0, maxSize), live.slice(maxSize)] as const
}

function abortedWhenAll(signals: readonly (AbortSignal | undefined)[]) {
  const controller = new AbortController()
  const check = () => {
    if (signals.every((signal) => signal?.aborted)) controller.abort(signals[0]?.reason)
  }
  for (const signal of signals) signal?.addEventListener('abort', check, { once: true })
  return {
    signal: controller.signal,
    unsubscribe() {
      for (const signal of signals) signal?.removeEventListener('abort', check)
    },
  }
}
