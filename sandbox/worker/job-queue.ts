/** A queue of jobs that are identified by an id. */
type JobQueue = {
  /** Queues a job unless it is queued or running. */
  add(id: string): void
  /** Waits until the queue is empty. */
  idle(): Promise<void>
  /** Clears the queue, aborts the running jobs and waits for them. */
  close(): Promise<void>
}

/** Runs at most `concurrency` jobs in parallel. `run` must not reject. */
export function createJobQueue(
  concurrency: number,
  run: (id: string, signal: AbortSignal) => Promise<void>,
): JobQueue {
  const closing = new AbortController()
  const waiting = new Set<string>()
  const running = new Map<string, Promise<void>>()

  function fill() {
    for (const id of waiting) {
      if (running.size >= concurrency) return
      waiting.delete(id)
      const job = run(id, closing.signal).finally(() => {
        running.delete(id)
        fill()
      })
      running.set(id, job)
    }
  }

  async function idle() {
    while (running.size > 0) await Promise.all(running.values())
  }

  return {
    add(id) {
      if (closing.signal.aborted || running.has(id)) return
      waiting.add(id)
      fill()
    },
    idle,
    async close() {
      waiting.clear()
      closing.abort(new Error('The worker was closed'))
      await idle()
    },
  }
}
