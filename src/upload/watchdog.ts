import { UploadError } from '../errors.ts'
import type { Network } from './network.ts'

/** What a request is watched with. */
export type WatchOptions = {
  /** Milliseconds of silence after which the connection counts as dead. */
  stallMs: number
  /** Bytes of the body. */
  size: number
  network: Network
  /** Milliseconds since the browser may last have kept the request in its own queue, where silence means nothing. */
  queuedAgoMs(): number
}

// What the page saw leave may sit in the socket's buffer yet, and a bad line takes its time to empty that.
const socketBufferBytes = 4 * 1024 * 1024
const slowestBytesPerMs = 16
// A store hashes and copies what it was given before it says the last word.
const storeBytesPerMs = 10_000
const longestAnswerMs = 10 * 60_000

/** How long an answer may take once the last byte has left, in milliseconds. */
function answerMs(size: number, stallMs: number): number {
  const draining = Math.min(size, socketBufferBytes) / slowestBytesPerMs
  return Math.min(longestAnswerMs, stallMs + draining + size / storeBytesPerMs)
}

/**
 * A signal that follows `outer` and ends by itself: as `stalled` when nothing moves for too long, as `offline` when the
 * network goes. Begin it with the slot.
 */
export function createWatchdog(outer: AbortSignal, { stallMs, size, network, queuedAgoMs }: WatchOptions) {
  const controller = new AbortController()
  const follow = () => {
    controller.abort(outer.reason)
  }
  let timer: ReturnType<typeof setTimeout> | undefined

  function restart(ms: number, alreadyMs = 0) {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const silentMs = queuedAgoMs()
      if (silentMs < ms) {
        restart(ms, silentMs)
        return
      }
      const message = `Nothing moved for ${Math.round(ms / 1000)} s. Check the connection and try again.`
      controller.abort(new UploadError('stalled', message))
    }, ms - alreadyMs)
  }

  const deaf = network.onOffline(() => {
    const message = 'The network is gone. The upload goes on when it is back.'
    controller.abort(new UploadError('offline', message))
  })
  if (outer.aborted) follow()
  outer.addEventListener('abort', follow)
  restart(stallMs)
  return {
    signal: controller.signal,
    /** Bytes moved. */
    note() {
      restart(stallMs)
    },
    /** Every byte has left. */
    expectAnswer() {
      restart(answerMs(size, stallMs))
    },
    clear() {
      clearTimeout(timer)
      deaf()
      outer.removeEventListener('abort', follow)
    },
  }
}
