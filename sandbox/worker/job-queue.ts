/** A queue of jobs that are named by an id. */
export type JobQueue = {
  /** Queues a job. One that waits or runs already is not queued again. */
  add(id: string): void
  /** Waits until nothing is left to do. */
  idle(): Promise<void>
  /** Forgets what waits, ends what runs and waits for its end. */
  close(): Promise<void>
}

/** Runs at most `lanes` jobs at once. `run` must not reject. */
export function createJobQueue(
  lanes: number,
  run: (id: string, signal: AbortSignal) => Promise<void>,
): JobQueue {
  const closing = new AbortController()
  const waiting = new Set<string>()
  const running = new Map<string, Promise<void>>()

  function fill() {
    for (const id of waiting) {
      if (running.size >= lanes) return
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
