/** The port to the Screen Wake Lock API. */
export type ScreenLock = {
  request(type: 'screen'): Promise<Pick<WakeLockSentinel, 'release' | 'addEventListener'>>
}

/**
 * Keeps the screen on, since phones suspend the uploads of a page when the screen turns off. The browser releases the
 * lock when the page is hidden, and may refuse it; it is requested again when the page becomes visible. Returns how
 * to release it.
 */
export function requestWakeLock(
  lock: ScreenLock | undefined,
  onChange: (isAwake: boolean) => void,
): () => void {
  const ended = new AbortController()
  const hasEnded = () => ended.signal.aborted
  let isPending = false
  let release: (() => void) | undefined

  async function acquire() {
    if (!lock || isPending || release || hasEnded() || document.visibilityState !== 'visible') return
    isPending = true
    try {
      const sentinel = await lock.request('screen')
      const releaseSentinel = () => {
        // Rejects only if it has been released.
        sentinel.release().catch(() => undefined)
      }
      if (hasEnded()) {
        releaseSentinel()
        return
      }
      release = releaseSentinel
      sentinel.addEventListener('release', () => {
        release = undefined
        if (!hasEnded()) onChange(false)
      })
      onChange(true)
    } catch {
      // Low battery, a permissions policy, or a page that was hidden meanwhile.
    } finally {
      isPending = false
    }
  }

  const onVisible = () => {
    void acquire()
  }
  document.addEventListener('visibilitychange', onVisible, { signal: ended.signal })
  void acquire()
  return () => {
    ended.abort()
    if (!release) return
    release()
    release = undefined
    onChange(false)
  }
}
