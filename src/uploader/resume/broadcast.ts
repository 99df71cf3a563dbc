/**
 * Tells this tab and the others of one origin that something changed. Opens no channel before somebody listens:
 * servers never do.
 */
export function createBroadcast(name: string) {
  const listeners = new Set<() => void>()
  let channel: BroadcastChannel | undefined

  function onMessage() {
    for (const listener of listeners) listener()
  }

  return {
    tell() {
      onMessage()
      if (typeof BroadcastChannel === 'undefined') return
      const out = channel ?? new BroadcastChannel(name)
      out.postMessage('changed')
      if (out !== channel) out.close()
    },
    listen(listener: () => void): () => void {
      listeners.add(listener)
      if (!channel && typeof BroadcastChannel !== 'undefined') {
        channel = new BroadcastChannel(name)
        channel.onmessage = onMessage
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        channel?.close()
        channel = undefined
      }
    },
  }
}
