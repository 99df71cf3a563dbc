import { createSubscribable } from '../../lib/subscribable.ts'

/** Notifies this tab and the others of its origin that something changed. */
export function createBroadcast(name: string) {
  let channel: BroadcastChannel | undefined
  const changes = createSubscribable(() => {
    channel = openChannel(name, () => changes.notify())
    return () => {
      channel?.close()
      channel = undefined
    }
  })

  return {
    publish() {
      changes.notify()
      if (typeof BroadcastChannel === 'undefined') return
      const sender = channel ?? new BroadcastChannel(name)
      sender.postMessage('changed')
      if (sender !== channel) sender.close()
    },
    subscribe: changes.subscribe,
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
