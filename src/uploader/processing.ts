import type { Backend } from '../backends/backend.ts'
import { UploadError } from '../errors.ts'
import { sleep, pollDelay } from '../lib/time.ts'
import { isFinalStatus } from '../model/file-status.ts'
import type { FileState, RemoteFile } from '../model/remote-file.ts'
import { startOver, type Checkpoint } from './checkpoint.ts'
import type { RetryPolicy } from './retry-policy.ts'
import type { UploadRun } from './run-upload.ts'

const maxProcessingMs = 60 * 60 * 1000

/** Polls until the backend has processed the file. Rejects with `processing-failed` or `processing-timeout`. */
export async function finishProcessing(
  confirmed: Extract<Checkpoint, { type: 'confirmed' }>,
  run: UploadRun,
  retry: RetryPolicy,
): Promise<RemoteFile> {
  const { session, file } = confirmed
  const ready = isFinalStatus(file.status)
    ? file
    : await pollUntilProcessed(session.backend, file, run, retry).catch(startOverIfGone(run))
  if (ready.status !== 'failed') return ready
  run.reach({ ...confirmed, file: ready })
  const reason = ready.error ? `: ${ready.error}` : '.'
  throw new UploadError('processing-failed', `The server could not process the file${reason}`)
}

/** A file that the backend does not know any more must not be confirmed or polled again by the next run. */
function startOverIfGone({ signal, reach }: Pick<UploadRun, 'signal' | 'reach'>) {
  return (error: unknown): never => {
    const isGone = error instanceof UploadError && error.code === 'not-found'
    if (isGone && !signal.aborted) reach(startOver)
    throw error
  }
}

async function pollUntilProcessed(
  backend: Backend,
  file: RemoteFile,
  run: UploadRun,
  retry: RetryPolicy,
): Promise<RemoteFile> {
  const state = await pollStatus(backend, file.id, run, retry)
  const fresh =
    state.status === 'completed'
      ? await retry.call(run, async (call) => backend.get?.(file.id, call))
      : undefined
  return fresh ?? { ...file, ...state }
}

async function pollStatus(
  backend: Backend,
  fileId: string,
  run: UploadRun,
  retry: RetryPolicy,
): Promise<FileState> {
  const start = Date.now()
  for (let polls = 1; Date.now() - start < maxProcessingMs; polls++) {
    await sleep(pollDelay(polls), run.signal)
    const state = await retry.call(run, async (call) => backend.status?.(fileId, call))
    if (state && isFinalStatus(state.status)) return state
  }
  const message =
    'The file was uploaded, but the server has not finished processing it within an hour. Check again later.'
  throw new UploadError('processing-timeout', message)
}
