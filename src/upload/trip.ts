import { UploadError } from '../errors.ts'
import { isFinalStatus } from '../model/file-status.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { SignedUpload, TransferAnswer } from '../model/upload-target.ts'
import type { Lane } from './backend-lanes.ts'
import { bringThere } from './bring-there.ts'
import type { Ledger } from './ledger.ts'
import type { Network } from './network.ts'
import type { PartsMemory } from './parts-memory.ts'
import type { ResumeLog } from './resume/resume-log.ts'
import type { RetryOptions } from './retries.ts'
import type { createSlots, Release } from './slots.ts'
import type { createSmallFiles } from './small-files.ts'
import type { Traffic } from './traffic.ts'
import type { Transfer } from './transfer.ts'
import { untilAnswered } from './until-answered.ts'
import type { Upload, UploadState } from './upload.ts'
import { waitForProcessing } from './wait-for-processing.ts'

/** Bytes that are at the storage. */
export type Arrived = { signed: SignedUpload; answer: TransferAnswer }

/** A target that was signed for an upload, and what has become of it. */
export type Used = {
  signed: SignedUpload
  at: number
  /** Attempts that ended without an answer. */
  unanswered: number
  /** Attempts that have no answer, those under way and those that were stopped included: any may arrive whole. */
  unheard: number
}

/** What a trip had reached; the next goes on from there, so that no byte travels or is hashed twice. */
export type TripMemory = {
  /** Lower-case hex. */
  sourceHash?: string
  /** Lower-case hex. */
  bodyHash?: string
  /** Where the file goes in one request: the next trip sends it to the same place, or finds it there. */
  used?: Used
  /** Whose store may have bytes of it. */
  sentBy?: Lane
  parts?: PartsMemory
  arrived?: Arrived
  confirmed?: RemoteFile
  /** The interrupted upload that this one goes on with. */
  resumeId?: string
}

/** One trip's world. */
export type TripContext = {
  lane: Lane
  transfer: Transfer
  slots: ReturnType<typeof createSlots>
  traffic: Traffic
  smallFiles: ReturnType<typeof createSmallFiles>
  network: Network
  retry: RetryOptions
  ledger: Ledger
  memory: TripMemory
  resumeLog: ResumeLog
  signal: AbortSignal
  /** The place among those who hash that the trip began with, where it must hash first. */
  hashing: Release | undefined
  /** The slot that it holds. */
  slot: Release | undefined
  /** The upload as it is now. */
  read(): Upload
  /** Moves the upload on. Does nothing once the trip has been aborted. */
  become(state: UploadState, remote?: RemoteFile): void
  /** It works, but not as it should. */
  notice(error: UploadError): void
}

/** Takes one file from selection to ready. Resolves with the file; rejects with an `UploadError`. */
export async function takeTrip(upload: Upload, trip: TripContext): Promise<RemoteFile> {
  const { memory } = trip
  memory.arrived ??= await bringThere(upload, trip)
  trip.slot?.()
  const { signed, answer } = memory.arrived
  trip.become({ status: 'finishing' }, signed.file)
  memory.confirmed ??= (await confirm(signed, answer, trip)) ?? signed.file
  return untilReady(memory.confirmed, trip)
}

function confirm(signed: SignedUpload, answer: TransferAnswer, trip: TripContext) {
  const { signal } = trip
  const { backend } = trip.lane
  if (!backend.confirm) return undefined
  const ask = backend.confirm.bind(backend)
  return untilAnswered(trip, () => ask(signed, answer, { signal }))
}

async function untilReady(file: RemoteFile, trip: TripContext): Promise<RemoteFile> {
  const { backend } = trip.lane
  const { signal } = trip
  if (isFinalStatus(file.status) || !backend.status) return accepted(file, trip)
  const ask = backend.status.bind(backend)
  trip.become({ status: 'processing' }, file)
  const { status, error } = await waitForProcessing(
    (fileId, call) => untilAnswered(trip, () => ask(fileId, call)),
    file.id,
    signal,
  ).catch((thrown: unknown) => {
    // Gone meanwhile: a retry that asked for it again would never end.
    if (thrown instanceof UploadError && thrown.code === 'not-found') forget(trip.memory)
    throw thrown
  })
  const fresh =
    status === 'completed'
      ? await untilAnswered(trip, async () => backend.get?.(file.id, { signal }))
      : undefined
  return accepted(fresh ?? { ...file, status, error }, trip)
}

function accepted(file: RemoteFile, { memory }: TripContext): RemoteFile {
  if (file.status !== 'failed') return file
  forget(memory)
  const reason = file.error ? `: ${file.error}` : '.'
  throw new UploadError('processing-failed', `The server could not process the file${reason}`)
}

function forget(memory: TripMemory) {
  delete memory.used
  delete memory.arrived
  delete memory.parts
  delete memory.confirmed
}
