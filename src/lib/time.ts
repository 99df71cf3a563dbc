import { onAbort } from './abort.ts'

/** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unsubscribe()
      resolve()
    }, ms)
    const unsubscribe = onAbort(signal, (reason) => {
      clearTimeout(timer)
      reject(reason)
    })
  })
}

/**
 * Exponential backoff with full jitter: a random wait below a bound that doubles with each attempt, so that the clients
 * of a restarted server do not return all at once.
 * See [Exponential Backoff And Jitter](https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param attempt failed attempts so far, from 1
 * @returns milliseconds
 */
export function jitteredDelay(attempt: number, minDelayMs = 500, maxDelayMs = 20_000): number {
  return Math.random() * Math.min(maxDelayMs, minDelayMs * 2 ** (attempt - 1))
}

/** Milliseconds before the n-th poll (from 1): short for quick work, longer for slow work. */
export function pollDelay(polls: number): number {
  return Math.min(400 * 1.5 ** (polls - 1), 10_000)
}

// Hidden tabs and Node have no animation frames: the task runs with a frame or a timer, whichever comes first.
const withoutFramesMs = 100

/** Runs `task` with the next animation frame, or soon where there are none. Returns how to cancel it. */
export function requestFrame(task: () => void): () => void {
  const hasFrames = typeof requestAnimationFrame === 'function'
  const frame = hasFrames ? requestAnimationFrame(run) : undefined
  const timer = setTimeout(run, withoutFramesMs)
  function stop() {
    clearTimeout(timer)
    if (frame !== undefined) cancelAnimationFrame(frame)
  }
  function run() {
    stop()
    task()
  }
  return stop
}

// A slower response says too little about the moment its `Date` was written.
const maxRoundTripMs = 20_000
const dateResolutionMs = 1000

/** The difference between a server's clock and this machine's. */
export type ClockSkew = {
  /**
   * Measures the difference by a response's `Date`. Pages of another origin see that header only where the server lists
   * it in `Access-Control-Expose-Headers`.
   *
   * @param sentAt when the request was sent, by this machine's clock
   */
  note(headers: Headers, sentAt: number): void
  /** A time by the server's clock, converted to this machine's. */
  toLocalTime(date: Date): Date
}

/** Estimates how far a server's clock is from this machine's; zero until a response has a `Date`. */
export function createClockSkew(): ClockSkew {
  let skewMs = 0

  return {
    note(headers, sentAt) {
      const date = Date.parse(headers.get('date') ?? '')
      const roundTripMs = Date.now() - sentAt
      // `Age` marks a cached response, which was dated long ago.
      if (Number.isNaN(date) || headers.has('age') || roundTripMs < 0 || roundTripMs > maxRoundTripMs) return
      // `Date` is truncated to seconds, and was written at some moment of the round trip.
      const measured = date + dateResolutionMs / 2 - (sentAt + roundTripMs / 2)
      const uncertainty = dateResolutionMs / 2 + roundTripMs / 2
      skewMs = Math.abs(measured) > uncertainty ? measured : 0
    },
    toLocalTime: (date) => new Date(date.getTime() - skewMs),
  }
}
