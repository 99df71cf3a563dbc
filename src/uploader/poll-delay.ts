/** Milliseconds before the n-th poll (from 1): short for quick work, longer for slow work. */
export function pollDelay(polls: number): number {
  return Math.min(400 * 1.5 ** (polls - 1), 10_000)
}
