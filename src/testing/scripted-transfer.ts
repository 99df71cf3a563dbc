import { createAbortError, UploadError } from '../errors.ts'
import { sleep } from '../lib/time.ts'
import type { Transfer } from '../uploader/transfer/transfer.ts'

/** What a scripted transfer does with a request. */
export type TransferScript = {
  /** @default Infinity */
  bytesPerSecond?: number
  /** Fraction of the file, from 0 to 1, after which the transfer stalls until it is aborted. */
  stallAt?: number
  /** Fraction of the file, from 0 to 1, after which the connection breaks. */
  breakAt?: number
  /** Milliseconds from the last byte to the response; `Infinity` for no response. @default 0 */
  responseDelayMs?: number
  /** HTTP status of the response. @default 200 */
  status?: number
  /** Body of the response, such as S3's XML. @default '' */
  body?: string
}

const tickMs = 50

/**
 * A transfer that sends nothing and reports progress by a script, for tests and stories: speeds, stalls, broken
 * connections and error responses without a network.
 *
 * @example
 * <UploadProvider backend={createFakeBackend()} transfer={createScriptedTransfer({ bytesPerSecond: 1e6 })}>
 */
export function createScriptedTransfer(
  script: TransferScript | ((request: { url: string; size: number; attempt: number }) => TransferScript) = {},
  /** Called when a request has succeeded: pass `backend.sent` of a fake backend. */
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
      responseDelayMs = 0,
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
      if (stallAt !== undefined && stallAt <= stop) await waitForAbort(signal)
      if (breakAt !== undefined)
        throw new UploadError('network', 'The connection to the storage broke.', { url })
      if (responseDelayMs === Infinity) await waitForAbort(signal)
      await sleep(responseDelayMs, signal)
    } catch (thrown) {
      throw signal.aborted ? createAbortError(signal.reason) : thrown
    }
    if (status >= 200 && status < 300) onSent(url, size)
    return { status, headers: new Headers(), body }
  }
}

function waitForAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason)
    })
  })
}
