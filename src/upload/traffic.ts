import { createAlarms } from './alarms.ts'
import { createAutoConcurrency } from './auto-concurrency.ts'
import { createGoodput } from './goodput.ts'

// What browsers open to one host over HTTP/1.1; more requests wait inside the browser, where silence means nothing.
const browserConnections = 6

/** A body on its way. */
export type Journey = {
  /** An answer came, whatever it said: the page can read what this store says. */
  answered(): void
  /** It ended, and well if `bytes` is given. */
  end(bytes?: number): void
}

/** What all transfers of an engine know together. */
export type Traffic = ReturnType<typeof createTraffic>

/** Watches the transfers: how many run where, which stores have ever answered, how fast it goes. */
export function createTraffic() {
  const running = new Map<string, number>()
  const crowdedUntil = new Map<string, number>()
  const answered = new Set<string>()
  const goodput = createGoodput()
  const auto = createAutoConcurrency()

  return {
    /** @param hasMore whether others wait for a slot */
    begin(url: string, hasMore: () => boolean): Journey {
      const origin = originOf(url)
      const startedAt = performance.now()
      running.set(origin, (running.get(origin) ?? 0) + 1)
      return {
        answered() {
          answered.add(origin)
        },
        end(bytes) {
          const before = running.get(origin) ?? 1
          if (before > browserConnections) crowdedUntil.set(origin, performance.now())
          running.set(origin, before - 1)
          if (bytes === undefined) return
          goodput.note(bytes, performance.now() - startedAt)
          auto.note({ bytes, hasMore: hasMore() })
        },
      }
    },
    /** Milliseconds since requests to this store last had to wait in the browser's own queue: 0 while they may. */
    crowdedAgoMs(url: string): number {
      const origin = originOf(url)
      if ((running.get(origin) ?? 0) > browserConnections) return 0
      return performance.now() - (crowdedUntil.get(origin) ?? -Infinity)
    },
    /** Whether this store has ever answered a page that could read it: then its CORS rules are right. */
    hasAnswered: (url: string): boolean => answered.has(originOf(url)),
    /** What watches over silence. */
    alarms: createAlarms(),
    perConnection: goodput.perConnection,
    autoLimit: auto.limit,
    /** A store asked for less. */
    refused: auto.refused,
  }
}

function originOf(url: string): string {
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? ''
}
