import { UploadError } from '../errors.ts'
import { isFinalStatus } from '../model/file-status.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { SignedUpload, TransferResponse } from '../model/upload-target.ts'
import type { BackendSession } from './signing/backend-session.ts'
import { transferFile } from './transfer-file.ts'
import type { UploadStatsRecorder } from './upload-stats.ts'
import type { Network } from './network.ts'
import type { PartsMemory } from './multipart/multipart-state.ts'
import type { ResumeLog } from './resume/resume-store.ts'
import type { RetryOptions } from './retry-policy.ts'
import type { createTransferPool, Release } from './scheduling/transfer-pool.ts'
import type { createSmallFileReader } from './transfer/small-file-reader.ts'
import type { ConnectionTracker } from './scheduling/connection-tracker.ts'
import type { Transfer } from './transfer/transfer.ts'
import { callWithRetry } from './call-with-retry.ts'
import type { Upload, UploadState } from './upload.ts'
import { waitForProcessing } from './wait-for-processing.ts'

/** Bytes that are at the storage. */
export type Transferred = { signed: SignedUpload; answer: TransferResponse }

/** A target that was signed for an upload, and what has become of it. */
export type SignedAttempt = {
  signed: SignedUpload
  at: number
  /** Attempts that ended without an answer. */
  unanswered: number
  /** Attempts that have no answer, those under way and those that were stopped included: any may arrive whole. */
  unheard: number
}

/** What a trip had reached; the next goes on from there, so that no byte travels or is hashed twice. */
export type UploadCheckpoint = {
  /** Lower-case hex. */
  contentHash?: string
  /** Lower-case hex. */
  checksum?: string
  /** Where the file goes in one request: the next trip sends it to the same place, or finds it there. */
  used?: SignedAttempt
  /** Whose store may have bytes of it. */
  sentBySession?: BackendSession
  parts?: PartsMemory
  arrived?: Transferred
  confirmed?: RemoteFile
  /** The interrupted upload that this one goes on with. */
  resumeId?: string
}

/** One trip's world. */
export type UploadContext = {
  session: BackendSession
  transfer: Transfer
  slots: ReturnType<typeof createTransferPool>
  traffic: ConnectionTracker
  smallFiles: ReturnType<typeof createSmallFileReader>
  network: Network
  retry: RetryOptions
  stats: UploadStatsRecorder
  checkpoint: UploadCheckpoint
  resumeLog: ResumeLog
  signal: AbortSignal
  /** The place among those who hash that the trip began with, where it must hash first. */
  hashing: Release | undefined
  /** The slot that it holds. */
  slot: Release | undefined
  /** The upload as it is now. */
  read(): Upload
  /** Moves the upload on. Does nothing once the trip has been aborted. */
  setState(state: UploadState, remote?: RemoteFile): void
  /** It works, but not as it should. */
  warn(error: UploadError): void
}

/** Takes one file from selection to ready. Resolves with the file; rejects with an `UploadError`. */
export async function runUpload(upload: Upload, trip: UploadContext): Promise<RemoteFile> {
  const { checkpoint } = trip
  checkpoint.arrived ??= await transferFile(upload, trip)
  trip.slot?.()
  const { signed, answer } = checkpoint.arrived
  trip.setState({ status: 'finishing' }, signed.file)
  checkpoint.confirmed ??= (await confirm(signed, answer, trip)) ?? signed.file
  return waitUntilReady(checkpoint.confirmed, trip)
}

function confirm(signed: SignedUpload, answer: TransferResponse, trip: UploadContext) {
  const { signal } = trip
  const { backend } = trip.session
  if (!backend.confirm) return undefined
  const ask = backend.confirm.bind(backend)
  return callWithRetry(trip, () => ask(signed, answer, { signal }))
}

async function waitUntilReady(file: RemoteFile, trip: UploadContext): Promise<RemoteFile> {
  const { backend } = trip.session
  const { signal } = trip
  if (isFinalStatus(file.status) || !backend.status) return assertNotFailed(file, trip)
  const ask = backend.status.bind(backend)
  trip.setState({ status: 'processing' }, file)
  const { status, error } = await waitForProcessing(
    (fileId, call) => callWithRetry(trip, () => ask(fileId, call)),
    file.id,
    signal,
  ).catch((thrown: unknown) => {
    // Gone meanwhile: a retry that asked for it again would never end.
    if (thrown instanceof UploadError && thrown.code === 'not-found') forget(trip.checkpoint)
    throw thrown
  })
  const fresh =
    status === 'completed'
      ? await callWithRetry(trip, async () => backend.get?.(file.id, { signal }))
      : undefined
  return assertNotFailed(fresh ?? { ...file, status, error }, trip)
}

function assertNotFailed(file: RemoteFile, { checkpoint }: UploadContext): RemoteFile {
  if (file.status !== 'failed') return file
  forget(checkpoint)
  const reason = file.error ? `: ${file.error}` : '.'
  throw new UploadError('processing-failed', `The server could not process the file${reason}`)
}

function forget(checkpoint: UploadCheckpoint) {
  delete checkpoint.used
  delete checkpoint.arrived
  delete checkpoint.parts
  delete checkpoint.confirmed
}
