import { jitteredDelay } from '../http/backoff.ts'
import { onAbort } from '../lib/abort.ts'
import { isOffline } from '../lib/is-offline.ts'
import { createSubscribable, type Subscribable } from '../lib/subscribable.ts'
import { sleep } from '../lib/time.ts'

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

/** Loads code that uploads cannot do without: with backoff until it succeeds, and not while there is no network. */
export async function loadWithRetries<T>(
  load: () => Promise<T>,
  network: Network,
  signal?: AbortSignal,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await load()
    } catch {
      await network.whenOnline(signal)
      await sleep(jitteredDelay(failures), signal)
    }
  }
}

/** The origin of an absolute URL; empty for a path of the page's own server. */
export function originOf(url = ''): string {
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? ''
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
