import type { Backend } from '../backends/backend.ts'
import { toUploadError, UploadError } from '../errors.ts'
import { sha256 } from '../http/sha256.ts'
import { isFinalStatus } from '../model/file-status.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { SignedUpload, TransferAnswer, UploadIntent } from '../model/upload-target.ts'
import type { createSignQueue } from './sign-queue.ts'
import type { createSlots } from './slots.ts'
import type { Transfer } from './transfer.ts'
import { transferTo } from './transfer-to.ts'
import type { Upload, UploadState } from './upload.ts'
import { waitForProcessing } from './wait-for-processing.ts'

/** What uploads by one backend share. */
export type Lane = {
  backend: Backend
  signing: ReturnType<typeof createSignQueue>
  /** Uploads that wait for a slot, in order: the next to be signed. */
  waiting: Map<string, UploadIntent>
}

/** What a failed trip had reached; a retry goes on from there, so that no byte travels twice. */
export type Reached = { signed: SignedUpload; answer: TransferAnswer; confirmed?: RemoteFile }

/** One trip's world. */
export type TripContext = {
  lane: Lane
  transfer: Transfer
  slots: ReturnType<typeof createSlots>
  hashing: ReturnType<typeof createSlots>
  signal: AbortSignal
  reached: Reached | undefined
  /** Notes what a retry need not do again. */
  keep(reached: Reached | undefined): void
  /** Moves the upload on. Does nothing once the trip has been aborted. */
  become(state: UploadState, remote?: RemoteFile): void
}

/** Takes one file from selection to ready. Resolves with the file; rejects with an `UploadError`. */
export async function takeTrip(upload: Upload, trip: TripContext): Promise<RemoteFile> {
  const arrived = trip.reached ?? (await bringThere(upload, trip))
  trip.keep(arrived)
  trip.become({ status: 'finishing' }, arrived.signed.file)
  const confirmed = arrived.confirmed ?? (await confirm(arrived, trip))
  trip.keep({ ...arrived, confirmed })
  return untilReady(confirmed, trip)
}

async function bringThere(upload: Upload, trip: TripContext): Promise<Reached> {
  const intent = await intentOf(upload, trip)
  trip.lane.waiting.set(upload.id, intent)
  const release = await trip.slots.acquire(trip.signal).finally(() => trip.lane.waiting.delete(upload.id))
  try {
    return await send(upload, intent, trip)
  } catch (error) {
    // A URL may die between signing and sending: a fresh one is worth a second try, the dead one never is.
    if (!(error instanceof UploadError) || error.code !== 'url-expired') throw error
    return await send(upload, intent, trip)
  } finally {
    release()
  }
}

async function intentOf(upload: Upload, trip: TripContext): Promise<UploadIntent> {
  const { id: uploadId, name, size, contentType, relativePath, metadata } = upload
  if (name.trim() === '') {
    throw new UploadError('empty-name', 'The file has no name. Give it one, with its extension.')
  }
  const intent = { uploadId, name, size, contentType, relativePath, metadata }
  if (!trip.lane.backend.sourceHash) return intent
  const release = await trip.hashing.acquire(trip.signal)
  try {
    trip.become({ status: 'hashing', hashedBytes: 0 })
    const sourceHash = await sha256(upload.source, trip.signal, (hashedBytes) => {
      trip.become({ status: 'hashing', hashedBytes })
    })
    trip.become({ status: 'queued' })
    return { ...intent, sourceHash }
  } catch (error) {
    if (trip.signal.aborted) throw error
    throw toUploadError(error, 'file-unreadable', 'The file cannot be read. Choose it again.')
  } finally {
    release()
  }
}

async function send(upload: Upload, intent: UploadIntent, trip: TripContext): Promise<Reached> {
  trip.become({ status: 'signing' })
  const signed = await trip.lane.signing.sign(intent, trip.signal)
  const answer = await transferTo(signed, upload, trip)
  return { signed, answer }
}

async function confirm({ signed, answer }: Reached, { lane, signal }: TripContext): Promise<RemoteFile> {
  return (await lane.backend.confirm?.(signed, answer, { signal })) ?? signed.file
}

async function untilReady(file: RemoteFile, trip: TripContext): Promise<RemoteFile> {
  const { backend } = trip.lane
  if (!isFinalStatus(file.status) && backend.status) {
    trip.become({ status: 'processing' }, file)
    const { status, error } = await waitForProcessing(backend.status, file.id, trip.signal).catch(
      (thrown: unknown) => {
        // Gone meanwhile: a retry that asked for it again would never end.
        if (thrown instanceof UploadError && thrown.code === 'not-found') trip.keep(undefined)
        throw thrown
      },
    )
    const fresh = status === 'completed' ? await backend.get?.(file.id, { signal: trip.signal }) : undefined
    return accepted(fresh ?? { ...file, status, error }, trip)
  }
  return accepted(file, trip)
}

function accepted(file: RemoteFile, trip: TripContext): RemoteFile {
  if (file.status !== 'failed') return file
  trip.keep(undefined)
  const reason = file.error ? `: ${file.error}` : '.'
  throw new UploadError('processing-failed', `The server could not process the file${reason}`)
}
