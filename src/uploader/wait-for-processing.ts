import type { Backend } from '../backends/backend.ts'
import { UploadError } from '../errors.ts'
import { sleep } from '../lib/time.ts'
import { isFinalStatus } from '../model/file-status.ts'
import type { FileState } from '../model/remote-file.ts'
import { pollDelay } from './poll-delay.ts'

const longestMs = 60 * 60 * 1000

/** Polls until the backend is done with the file. Throws `processing-failed` or `processing-timeout`. */
export async function waitForProcessing(
  status: NonNullable<Backend['status']>,
  fileId: string,
  signal: AbortSignal,
): Promise<FileState> {
  const start = Date.now()
  for (let polls = 1; Date.now() - start < longestMs; polls++) {
    await sleep(pollDelay(polls), signal)
    const state = await status(fileId, { signal })
    if (isFinalStatus(state.status)) return state
  }
  const message =
    'The file has arrived, but the server has not finished processing it within an hour. Look again later.'
  throw new UploadError('processing-timeout', message)
}
