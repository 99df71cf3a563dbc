import { openWorker } from './open-worker.ts'

/** A way to start a worker; throws, or gives none, where it is closed. */
export type StartWorker = () => Worker | undefined | Promise<Worker | undefined>

// A network that failed once may be back; a policy that forbids workers is asked again, which costs next to nothing.
const retryAfterFailureMs = 5 * 60_000

/** Ways to start a worker, the best first. One that failed is left alone for a while. */
export function createWorkerFactory(ways: readonly StartWorker[]) {
  const closedUntil = new Map<StartWorker, number>()

  function close(way: StartWorker) {
    closedUntil.set(way, Date.now() + retryAfterFailureMs)
  }

  return {
    /** A worker by the first way that is open. */
    async open() {
      if (typeof Worker === 'undefined') return undefined
      for (const way of ways) {
        if (Date.now() < (closedUntil.get(way) ?? 0)) continue
        const worker = await attempt(way)
        if (worker) return { ...openWorker(worker), giveUp: () => close(way) }
        close(way)
      }
      return undefined
    },
  }
}

/** Policies and foreign origins make `new Worker` throw. */
async function attempt(way: StartWorker): Promise<Worker | undefined> {
  try {
    return await way()
  } catch {
    return undefined
  }
}
