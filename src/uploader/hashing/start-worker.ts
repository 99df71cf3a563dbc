/** Starts the worker from its file. The one line that bundlers look for: they take the file along. */
export function startWorker(): Worker {
  return new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' })
}
