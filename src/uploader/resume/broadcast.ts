/** Notifies this tab and the others of its origin that something changed. */
export function createBroadcast(name: string) {
  const listeners = new Set<() => void>()
  let channel: BroadcastChannel | undefined

  function notify() {
    for (const listener of listeners) listener()
  }

  return {
    publish() {
      notify()
      if (typeof BroadcastChannel === 'undefined') return
      const sender = channel ?? new BroadcastChannel(name)
      sender.postMessage('changed')
      if (sender !== channel) sender.close()
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      channel ??= openChannel(name, notify)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        channel?.close()
        channel = undefined
      }
    },
  }
}

function openChannel(name: string, onMessage: () => void): BroadcastChannel | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined
  const channel: BroadcastChannel & { unref?: () => void } = new BroadcastChannel(name)
  channel.onmessage = onMessage
  // In Node an open channel keeps the process running: https://nodejs.org/api/worker_threads.html#broadcastchannelunref
  channel.unref?.()
  return channel
}
