import { UploadError } from '../errors.ts'

const silenceMs = 60_000
// A store may take its time with the last word on a big file: it hashes and copies what it was given.
const answerMs = 5 * 60_000

/** A signal that follows `outer` and ends by itself, as `stalled`, when nothing moves for too long. */
export function createStallTimer(outer: AbortSignal) {
  const controller = new AbortController()
  const follow = () => {
    controller.abort(outer.reason)
  }
  let timer: ReturnType<typeof setTimeout> | undefined

  function restart(ms: number) {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const message = `Nothing moved for ${ms / 1000} s. Check the connection and try again.`
      controller.abort(new UploadError('stalled', message))
    }, ms)
  }

  if (outer.aborted) follow()
  outer.addEventListener('abort', follow)
  restart(silenceMs)
  return {
    signal: controller.signal,
    /** Bytes moved. */
    note() {
      restart(silenceMs)
    },
    /** Every byte has left. */
    expectAnswer() {
      restart(answerMs)
    },
    clear() {
      clearTimeout(timer)
      outer.removeEventListener('abort', follow)
    },
  }
}
