import type { HashJob } from './hash-job.ts'
import type { FromWorker, ToWorker, WorkerAnswer } from './worker-messages.ts'

/** How a worker's work ended, or the worker itself: before its script ran, or after. */
export type WorkerOutcome = WorkerAnswer | { type: 'unloaded' } | { type: 'died' }

const tickMs = 2000
// A worker beats every second. Ticks are counted, not time: a tab that slept finds its worker alive.
const maxMissedHeartbeats = 5
const cancelMs = 1000

/** One worker, one file at a time. */
export function openWorker(worker: Worker) {
  let loaded = false
  let gone = false
  let silence = 0
  let settle: ((outcome: WorkerOutcome) => void) | undefined
  let report: HashJob['onProgress']

  function onWorkerLost() {
    gone = true
    worker.terminate()
    settle?.(loaded ? { type: 'died' } : { type: 'unloaded' })
  }

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    loaded = true
    silence = 0
    if (data.type === 'progress') report?.(data.hashedBytes)
    else if (data.type !== 'alive') settle?.(data)
  })
  worker.addEventListener('messageerror', onWorkerLost)
  worker.addEventListener('error', (event) => {
    // Nothing is lost, so it is nobody's error: the page's own error handler need not hear of it.
    event.preventDefault()
    onWorkerLost()
  })

  return {
    isGone: () => gone,
    /** Resolves when the worker is free for the next file, or gone. */
    async hash({ source, algorithm, signal, onProgress }: HashJob): Promise<WorkerOutcome> {
      const ended = new Promise<WorkerOutcome>((resolve) => (settle = resolve))
      report = onProgress
      silence = 0
      const watch = setInterval(() => {
        if (++silence > maxMissedHeartbeats) onWorkerLost()
      }, tickMs)
      let patience: ReturnType<typeof setTimeout> | undefined
      const cancel = () => {
        send({ type: 'cancel' })
        // It may hang in a read from a drive that is gone.
        patience = setTimeout(onWorkerLost, cancelMs)
      }
      signal?.addEventListener('abort', cancel)
      send({ type: 'hash', source, algorithm })
      const outcome = await ended
      signal?.removeEventListener('abort', cancel)
      clearTimeout(patience)
      clearInterval(watch)
      report = undefined
      settle = undefined
      return outcome
    },
    end() {
      worker.terminate()
    },
  }

  function send(message: ToWorker) {
    worker.postMessage(message)
  }
}
