/** Runs a task with a signal that also aborts with `reason()` after `milliseconds`. */
export async function withDeadline<T>(
  milliseconds: number,
  reason: () => Error,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const pass = () => controller.abort(signal.reason)
  const timer = setTimeout(() => controller.abort(reason()), milliseconds)
  signal.addEventListener('abort', pass)
  if (signal.aborted) pass()
  try {
    return await run(controller.signal)
  } catch (error) {
    // The abort's reason is more specific than the error that it causes.
    throw controller.signal.aborted ? controller.signal.reason : error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', pass)
  }
}
