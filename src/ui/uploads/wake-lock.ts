/** The port to the Screen Wake Lock API. */
export type ScreenLock = {
  request(type: 'screen'): Promise<Pick<WakeLockSentinel, 'release' | 'addEventListener'>>
}

/**
 * Keeps the screen on: phones suspend the uploads of a page when it goes dark. The browser takes the lock back when
 * the page is hidden, and may refuse it: then nothing is lost but the light. Gives what ends it.
 */
export function requestWakeLock(lock: ScreenLock | undefined, tell: (isAwake: boolean) => void): () => void {
  const over = new AbortController()
  const isOver = () => over.signal.aborted
  let isAsking = false
  let release: (() => void) | undefined

  async function ask() {
    if (!lock || isAsking || release || isOver() || document.visibilityState !== 'visible') return
    isAsking = true
    try {
      const sentinel = await lock.request('screen')
      const letGo = () => {
        // Refused only where it is gone already.
        sentinel.release().catch(() => undefined)
      }
      if (isOver()) {
        letGo()
        return
      }
      release = letGo
      sentinel.addEventListener('release', () => {
        release = undefined
        if (!isOver()) tell(false)
      })
      tell(true)
    } catch {
      // Low battery, a policy, or hidden meanwhile: the next look at the page asks again.
    } finally {
      isAsking = false
    }
  }

  const look = () => {
    void ask()
  }
  document.addEventListener('visibilitychange', look, { signal: over.signal })
  void ask()
  return () => {
    over.abort()
    if (!release) return
    release()
    release = undefined
    tell(false)
  }
}
