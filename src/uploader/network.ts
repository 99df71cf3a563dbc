import { jitteredDelay } from '../http/backoff.ts'
import { onAbort } from '../lib/abort.ts'
import { isOffline } from '../lib/is-offline.ts'
import { createSubscribable, type Subscribable } from '../lib/subscribable.ts'
import { sleep } from '../lib/time.ts'

/** Whether there is a network, as far as the browser knows. */
export type Network = {
  /** Resolves when it is worth trying again. */
  whenOnline(signal: AbortSignal): Promise<void>
  /** Calls back when the network is lost. */
  onOffline(listener: () => void): () => void
}

// `navigator.onLine` is not always right, behind a VPN for example: only a request shows, so one is tried now and then.
const recheckMs = 30_000

// The window has one listener for all: browsers keep every listener that it was ever given for long.
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
  signal: AbortSignal,
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

type EventSpec = {
  /** `undefined` in environments without it: then the event never comes. */
  target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined
  event: string
  /** Whether the event is the one. @default always */
  matches?: (() => boolean) | undefined
}

/** Waits for an event, for at most `maxMs`. Rejects with the signal's reason when that is aborted. */
export function waitForEvent(
  { target, event, matches }: EventSpec,
  maxMs: number,
  signal: AbortSignal,
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
  })
}
