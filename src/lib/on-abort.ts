/**
 * Calls `hear` when the signal is aborted, at once where it has been, and returns what ends the listening. Whoever ends it
 * is let go then: browsers keep a listener that was taken off, with all that it holds, until their next large collection.
 */
export function onAbort(signal: AbortSignal | null | undefined, hear: (reason: unknown) => void): () => void {
  if (!signal) return () => undefined
  if (signal.aborted) {
    hear(signal.reason)
    return () => undefined
  }
  return listen(signal, { hear })
}

function listen(signal: AbortSignal, held: { hear?: (reason: unknown) => void }): () => void {
  const listener = () => held.hear?.(signal.reason)
  signal.addEventListener('abort', listener, { once: true })
  return () => {
    delete held.hear
    signal.removeEventListener('abort', listener)
  }
}
