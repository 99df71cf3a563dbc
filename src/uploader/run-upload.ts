import { UploadError } from '../errors.ts'
import { loadChunk } from '../lib/load-chunk.ts'
import { isFinalStatus } from '../model/file-status.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import { startOver, type Checkpoint, type UploadMemory } from './checkpoint.ts'
import type { Cleanup } from './cleanup.ts'
import type { RetryPolicy } from './retry-policy.ts'
import type { BackendSession } from './signing/backend-session.ts'
import { requiredDigests } from './signing/upload-intent.ts'
import { transferFile, type TransferFileDeps, type Transferred } from './transfer/transfer-file.ts'
import type { UploadStatsRecorder } from './upload-stats.ts'
import type { Upload, UploadState } from './upload.ts'

/** One run of an upload: from its start to its end, or until it is paused or cancelled. */
export type UploadRun = {
  /** The upload as it was added; `read` returns its current state. */
  readonly upload: Upload
  readonly memory: UploadMemory
  readonly session: BackendSession
  readonly stats: UploadStatsRecorder
  /** Aborted when the upload is paused or cancelled. */
  readonly signal: AbortSignal
  read(): Upload
  /** Changes the state. Does nothing after an abort. */
  setState(state: UploadState, remote?: RemoteFile): void
  /** Stores the checkpoint. Throws after an abort, since the memory then belongs to the next run. */
  reach<T extends Checkpoint>(checkpoint: T): T
  /** Reports a problem that does not stop the upload. */
  warn(error: UploadError): void
}

type Confirmed = Extract<Checkpoint, { type: 'confirmed' }>

/** Dependencies of the steps of a run. */
export type UploadSteps = {
  transfer: TransferFileDeps
  retry: RetryPolicy
  cleanup: Cleanup
  /** Runs a task in one of the slots for hashing. */
  inHashSlot<T>(task: () => Promise<T>): Promise<T>
}

/** Uploads one file: hash, sign, transfer, confirm, process. Rejects with an `UploadError`. */
export async function runUpload(added: UploadRun, steps: UploadSteps): Promise<RemoteFile> {
  const run = await prepareUpload(added)
  const { memory } = run
  discardFailedFile(run, steps.cleanup)
  if (memory.checkpoint.type === 'none') await steps.inHashSlot(() => hashUpload(run, steps.retry))
  return waitForProcessing(await storeFile(run, steps), run, steps.retry)
}

/** Sends the file and confirms it; once more where the backend has no such file afterwards, or one of another size. */
async function storeFile(run: UploadRun, { transfer, retry }: UploadSteps): Promise<Confirmed> {
  for (let isLast = false; ; isLast = true) {
    const { checkpoint } = run.memory
    const reached = hasTransferred(checkpoint) ? checkpoint : run.reach(await transferFile(run, transfer))
    run.setState({ status: 'finishing' }, reached.signed.file)
    try {
      const confirmed =
        reached.type === 'confirmed' ? reached : run.reach(await confirmUpload(reached, run, retry))
      const { size = run.upload.size } = confirmed.file
      if (size === run.upload.size || confirmed.signed.target.type === 'none') return confirmed
      throw new UploadError(
        'checksum',
        `The storage has ${size} of the file's ${run.upload.size} bytes. Try again.`,
      )
    } catch (error) {
      if (run.signal.aborted) throw error
      const { rejectStored } = await retry.loadRecovery(run.signal)
      rejectStored(error, reached, run)
      if (isLast) throw error
    }
  }
}

/** Validates the file before anything is sent. */
async function prepareUpload(run: UploadRun): Promise<UploadRun> {
  if (run.upload.name.trim() === '') {
    throw new UploadError('empty-name', 'The file has no name. Give it one, with its extension.')
  }
  return run
}

/** A file that the server could not process is replaced by the next run. */
function discardFailedFile(run: UploadRun, cleanup: Cleanup) {
  const { checkpoint } = run.memory
  if (checkpoint.type !== 'confirmed' || checkpoint.file.status !== 'failed') return
  cleanup.removed(checkpoint)
  run.reach(startOver)
}

/** Computes the digests that the backend signs with, unless an earlier run has. */
async function hashUpload(run: UploadRun, retry: RetryPolicy): Promise<void> {
  const { upload, session, memory, setState } = run
  const required = requiredDigests(session.backend, upload.size, memory.digests)
  if (required.length === 0) return
  setState({ status: 'hashing', hashedBytes: 0 })
  const { hashFile } = await retry.call(run, () => loadChunk(() => import('./hashing/hash-file.ts')))
  for (const algorithm of required) memory.digests[algorithm] = await hashFile(run, algorithm)
  setState({ status: 'queued' })
}

function hasTransferred(checkpoint: Checkpoint): checkpoint is Transferred {
  return checkpoint.type === 'transferred' || checkpoint.type === 'confirmed'
}

/** Turns the storage's response into the backend's file. */
async function confirmUpload(
  { session, signed, response }: Extract<Checkpoint, { type: 'transferred' }>,
  run: UploadRun,
  retry: RetryPolicy,
): Promise<Confirmed> {
  const { backend } = session
  const { confirm } = backend
  const file = confirm
    ? await retry.call(run, (call) => confirm.call(backend, signed, response, call))
    : signed.file
  return { type: 'confirmed', session, signed, file }
}

/** Waits until the backend has processed the file. Rejects with `processing-failed` or `processing-timeout`. */
async function waitForProcessing(
  confirmed: Confirmed,
  run: UploadRun,
  retry: RetryPolicy,
): Promise<RemoteFile> {
  const { session, file } = confirmed
  const isFinal = isFinalStatus(file.status)
  if (file.status === 'completed' || (!isFinal && !session.backend.status)) return file
  if (!isFinal) run.setState({ status: 'processing' }, file)
  const { finishProcessing } = await retry.call(run, () => loadChunk(() => import('./processing.ts')))
  return finishProcessing(confirmed, run, retry)
}
