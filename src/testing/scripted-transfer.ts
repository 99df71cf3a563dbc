import { createAbortError, UploadError } from '../errors.ts'
import { sleep } from '../lib/time.ts'
import type { Transfer } from '../uploader/transfer/transfer.ts'

/** What a scripted transfer does with one file. */
export type TransferScript = {
  /** @default Infinity, at once */
  bytesPerSecond?: number
  /** Share of the file, from 0 to 1, after which nothing moves any more until the transfer is aborted. */
  stallAt?: number
  /** Share of the file, from 0 to 1, after which the connection breaks. */
  breakAt?: number
  /** Milliseconds between the last byte and the answer. @default 0; `Infinity` never answers */
  answerAfterMs?: number
  /** HTTP status of the answer. @default 200 */
  status?: number
  /** Body of the answer, such as S3's XML. @default '' */
  body?: string
}

const tickMs = 50

/**
 * A transfer that sends nothing and reports as a script says, for tests and stories: speeds, stalls, broken
 * connections and refusals without a network.
 *
 * @example
 * <UploadProvider backend={createFakeBackend()} transfer={createScriptedTransfer({ bytesPerSecond: 1e6 })}>
 */
export function createScriptedTransfer(
  script: TransferScript | ((request: { url: string; size: number; attempt: number }) => TransferScript) = {},
  /** Called once a request's bytes have arrived and its answer is a 2xx: `backend.sent` of a fake backend. */
  onSent: (url: string, size: number) => void = () => undefined,
): Transfer {
  const attempts = new Map<string, number>()

  return async ({ url, size, onProgress, signal }) => {
    const attempt = (attempts.get(url) ?? 0) + 1
    attempts.set(url, attempt)
    const {
      bytesPerSecond = Infinity,
      stallAt,
      breakAt,
      answerAfterMs = 0,
      status = 200,
      body = '',
    } = typeof script === 'function' ? script({ url, size, attempt }) : script
    const stop = Math.min(stallAt ?? 1, breakAt ?? 1)
    try {
      for (let sent = 0; sent < size * stop;) {
        await sleep(bytesPerSecond === Infinity ? 0 : tickMs, signal)
        sent = Math.min(size * stop, sent + (bytesPerSecond * tickMs) / 1000)
        onProgress(Math.floor(sent))
      }
      if (stallAt !== undefined && stallAt <= stop) await forever(signal)
      if (breakAt !== undefined)
        throw new UploadError('network', 'The connection to the storage broke.', { url })
      if (answerAfterMs === Infinity) await forever(signal)
      await sleep(answerAfterMs, signal)
    } catch (thrown) {
      throw signal.aborted ? createAbortError(signal.reason) : thrown
    }
    if (status >= 200 && status < 300) onSent(url, size)
    return { status, headers: new Headers(), body }
  }
}

function forever(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason)
    })
  })
}
