import { onAbort } from './abort.ts'
import { createSubscribable, type Subscribable } from './subscribable.ts'

/** Whether the browser reports that there is no network. `false` guarantees nothing; in Node it is always `false`. */
export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && 'onLine' in navigator && !navigator.onLine
}

/** Whether there is a network, as the browser reports it. */
export type Network = {
  /** Resolves when the network is back, or when a request should be tried anyway. */
  whenOnline(signal?: AbortSignal): Promise<void>
  /** Calls back when the network is lost. */
  onOffline(listener: () => void): () => void
}

// `navigator.onLine` can be wrong, behind a VPN for example: a request is tried now and then.
const recheckMs = 30_000

// One listener for all uploads: browsers keep removed listeners of the window until the next major garbage collection.
const offline: Subscribable<void> = createSubscribable(() => {
  if (typeof addEventListener !== 'function') return () => undefined
  const notify = () => {
    offline.notify()
  }
  addEventListener('offline', notify)
  return () => {
    removeEventListener('offline', notify)
  }
})

/** As the browser reports it; Node always has a network. */
export const browserNetwork: Network = {
  async whenOnline(signal) {
    if (!isOffline()) return
    await waitForEvent({ target: globalThis, event: 'online' }, recheckMs, signal)
  },
  onOffline: offline.subscribe,
}

type EventSpec = {
  /** `undefined` in environments without it: the event is then never dispatched. */
  target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined
  event: string
  /** Whether this event counts. @default always */
  matches?: (() => boolean) | undefined
}

/**
 * Waits for an event, for at most `maxMs`. Rejects with the signal's reason when that is aborted.
 *
 * @param onWait called with what ends the wait
 */
export function waitForEvent(
  { target, event, matches }: EventSpec,
  maxMs: number,
  signal?: AbortSignal,
  onWait?: (end: () => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      target?.removeEventListener(event, onEvent)
    }
    const done = () => {
      stop()
      unsubscribe()
      resolve()
    }
    const onEvent = () => {
      if (matches?.() !== false) done()
    }
    target?.addEventListener(event, onEvent)
    const timer = setTimeout(done, maxMs)
    const unsubscribe = onAbort(signal, (reason) => {
      stop()
      reject(reason)
    })
    onWait?.(done)
  })
}
