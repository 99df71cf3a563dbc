import { hashOnMainThread } from './hash-on-main-thread.ts'
import type { HashJob } from './hash-job.ts'
import type { createWorkerFactory } from './worker-factories.ts'

export type HashWorkerClient = ReturnType<typeof createHashWorkerClient>

/** A place for one file at a time, with a worker of its own: started when needed, ended when idle. */
export function createHashWorkerClient(ways: ReturnType<typeof createWorkerFactory>, idleMs: number) {
  let worker: Awaited<ReturnType<typeof ways.open>>
  let rest: ReturnType<typeof setTimeout> | undefined

  /** Nothing where no worker can do it. */
  async function hashInWorker(job: HashJob): Promise<string | undefined> {
    for (;;) {
      if (worker?.isGone() !== false) worker = await ways.open()
      if (!worker) return undefined
      const outcome = await worker.hash(job)
      job.signal?.throwIfAborted()
      switch (outcome.type) {
        case 'digest':
          return outcome.digest
        case 'unreadable':
          throw new DOMException(outcome.message, outcome.name)
        case 'unloaded':
          worker.giveUp()
          continue
        case 'cancelled':
        case 'unable':
        case 'died':
          return undefined
        default:
          return outcome satisfies never
      }
    }
  }

  function endWorker() {
    worker?.end()
    worker = undefined
  }

  return {
    /** Settles when the lane is free again. */
    async hash(job: HashJob): Promise<string> {
      clearTimeout(rest)
      try {
        job.signal?.throwIfAborted()
        return (await hashInWorker(job)) ?? (await hashOnMainThread(job))
      } finally {
        if (worker) rest = setTimeout(endWorker, idleMs)
      }
    },
  }
}
