import { clock, resources } from './probe.ts'

// Clean-up ends within half a minute; workers and queries are kept for up to five.
const maxWaitMs = 10 * 60_000
const maxTimers = 200
const maxPauses = 1000

/** Waits until nothing is in flight and no timer is left, moving time forward. Returns what is held after that. */
export async function settle(): Promise<readonly string[]> {
  let waitedMs = 0
  for (let timers = 0; timers < maxTimers && waitedMs < maxWaitMs; timers++) {
    await untilIdle()
    const nextMs = clock.msToNext()
    if (nextMs === Infinity) break
    const ms = Math.max(0, nextMs)
    waitedMs += ms
    await clock.advance(ms)
  }
  const timers = clock.timerCount()
  return [...resources.errors(), ...resources.held(), ...(timers > 0 ? [`${timers} timers`] : [])]
}

/**
 * Waits until no more than `count` requests are in flight, and what follows the others has begun.
 *
 * @param count of requests that a fault holds
 */
export async function untilIdle(count = 0) {
  for (let quiet = 0, pauses = 0; quiet < 3 && pauses < maxPauses; pauses++) {
    const isIdle = resources.pending().length <= count
    await clock.pause(isIdle ? 0 : 3)
    quiet = isIdle ? quiet + 1 : 0
  }
}
