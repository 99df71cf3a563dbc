import { onAbort } from '../lib/abort.ts'

type EventSpec = {
  /** Where it happens; nothing ever does where there is no such place. */
  on: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined
  event: string
  /** Whether this was it. @default always */
  isMeant?: () => boolean
}

/** Waits for an event, so many milliseconds at most. Rejects with the signal's reason when it is aborted. */
export function waitForEvent(
  { on, event, isMeant }: EventSpec,
  mostMs: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      on?.removeEventListener(event, look)
    }
    const done = () => {
      end()
      leave()
      resolve()
    }
    const look = () => {
      if (isMeant?.() !== false) done()
    }
    on?.addEventListener(event, look)
    const timer = setTimeout(done, mostMs)
    const leave = onAbort(signal, (reason) => {
      end()
      reject(reason)
    })
  })
}
