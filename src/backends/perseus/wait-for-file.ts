import { createAbortError, UploadError } from '../../errors.ts'
import { sleep } from '../../lib/time.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { PerseusFile } from './schemas.ts'

/** Options of `waitForFileUpload`. */
export type PerseusWaitOptions = Omit<CallOptions, 'timeoutMs'> & {
  /** Milliseconds between two polls. @default 500 */
  pollingIntervalMs?: number | undefined
  /** Milliseconds for the whole wait. @default 3_600_000 */
  timeoutMs?: number | undefined
}

type Find = (id: string, call: CallOptions) => Promise<PerseusFile | undefined>

/** Polls until the file is `uploaded`. Throws `processing-failed`, `processing-timeout` or `not-found`. */
export async function waitForFile(
  find: Find,
  id: string,
  { pollingIntervalMs = 500, timeoutMs = 3_600_000, ...call }: PerseusWaitOptions,
  requestTimeoutMs: number,
): Promise<PerseusFile> {
  const deadline = Date.now() + timeoutMs
  const remainingMs = () => deadline - Date.now()
  do {
    const file = await find(id, {
      ...call,
      timeoutMs: Math.max(1, Math.min(requestTimeoutMs, remainingMs())),
    }).catch((error: unknown) => {
      throw remainingMs() <= 0 && error instanceof UploadError && error.code === 'timeout'
        ? timeoutError(timeoutMs)
        : error
    })
    if (!file) throw new UploadError('not-found', `Perseus has no file ${id}. Upload it again.`)
    if (file.status === 'uploaded') return file
    if (file.status === 'failed') {
      const message = `Perseus could not process the file ${id}. Delete it, then upload it again.`
      throw new UploadError('processing-failed', message)
    }
    await sleep(Math.max(0, Math.min(pollingIntervalMs, remainingMs())), call.signal).catch(
      (reason: unknown) => {
        throw createAbortError(reason)
      },
    )
  } while (remainingMs() > 0)
  throw timeoutError(timeoutMs)
}

function timeoutError(timeoutMs: number): UploadError {
  const message = `Perseus has not processed the file within ${timeoutMs / 1000} s. Try again later.`
  return new UploadError('processing-timeout', message)
}
