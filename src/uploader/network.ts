import { isOffline } from '../lib/is-offline.ts'
import { waitForEvent } from './wait-for-event.ts'

/** Whether there is a network, as far as the browser knows. */
export type Network = {
  /** Resolves when it is worth trying again. */
  whenOnline(signal: AbortSignal): Promise<void>
  /** Hears when the network goes. */
  onOffline(listener: () => void): () => void
}

// `navigator.onLine` lies at times, behind a VPN say: only a request tells, so one is tried now and then.
const recheckMs = 30_000

const listeners: (() => void)[] = []
const tell = () => {
  for (const listener of [...listeners]) listener()
}

/** The browser's word for it; Node always has a network. */
export const browserNetwork: Network = {
  async whenOnline(signal) {
    if (!isOffline()) return
    await waitForEvent({ on: globalThis, event: 'online' }, recheckMs, signal)
  },
  onOffline(listener) {
    if (typeof addEventListener !== 'function') return () => undefined
    // The window has one for all: each that it was ever given stays in memory for long.
    if (listeners.length === 0) addEventListener('offline', tell)
    listeners.push(listener)
    return () => {
      const place = listeners.indexOf(listener)
      if (place >= 0) listeners.splice(place, 1)
      if (listeners.length === 0) removeEventListener('offline', tell)
    }
  },
}
