import { onTestFinished, vi } from 'vitest'

/** Timers and clocks of the current test run by `vi.advanceTimersByTimeAsync` alone. */
export function useFakeClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
}
