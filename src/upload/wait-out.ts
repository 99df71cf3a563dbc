import { onAbort } from '../http/on-abort.ts'

/**
 * Waits so many milliseconds, or until a page that was hidden is seen again: then a phone may have slept meanwhile, which
 * cut its connections, and whoever looks wants to see things move. Rejects with the signal's reason when it is aborted.
 */
export function waitOut(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const page = typeof document === 'object' ? document : undefined
    const end = () => {
      clearTimeout(timer)
      page?.removeEventListener('visibilitychange', look)
    }
    const done = () => {
      end()
      leave()
      resolve()
    }
    const look = () => {
      if (page?.visibilityState === 'visible') done()
    }
    page?.addEventListener('visibilitychange', look)
    const timer = setTimeout(done, ms)
    const leave = onAbort(signal, (reason) => {
      end()
      reject(reason)
    })
  })
}
