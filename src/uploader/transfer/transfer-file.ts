import { isTransient, toUploadError, UploadError } from '../../errors.ts'
import { loadChunk } from '../../lib/load-chunk.ts'
import type { Permit } from '../../lib/pool.ts'
import { getExpiry, isUsable } from '../../lib/url-expiry.ts'
import type { SignedUpload, TransferResponse } from '../../model/upload-target.ts'
import { startOver, type Checkpoint, type SignedTarget } from '../checkpoint.ts'
import { abortUnusedTarget, type Cleanup } from '../cleanup.ts'
import type { MultipartState } from '../multipart/multipart-state.ts'
import type { UploadPartsDeps } from '../multipart/upload-parts.ts'
import type { ResumeLog } from '../resume/resume-store.ts'
import { callBackend, statusObserver, type Retrier } from '../retry-policy.ts'
import type { UploadRun } from '../run-upload.ts'
import { minMultipartSize } from '../signing/part-size.ts'
import { toUploadIntent } from '../signing/upload-intent.ts'
import type { uploadSingle } from './upload-single.ts'

/** What transfers a file. */
export type TransferFileDeps = UploadPartsDeps & {
  /** Runs a task in the upload's slot. */
  inSlot<T>(task: (permit: Permit) => Promise<T>): Promise<T>
  bytesPerMs(): number | undefined
  uploadSingle(...options: OmitLast<Parameters<typeof uploadSingle>>): Promise<TransferResponse>
  resumeStore: ResumeLog
  cleanup: Cleanup
}

type OmitLast<T extends readonly unknown[]> = T extends [...infer Rest, unknown] ? Rest : never

/** The bytes are at the storage, and confirmed already where that is part of the protocol. */
export type Transferred = Extract<Checkpoint, { type: 'transferred' | 'confirmed' }>

/** Code of multipart uploads. Call it as soon as a file may need it, so that the code loads beside other requests. */
export const loadMultipart = () => loadChunk(() => import('../multipart/upload-multipart.ts'))

/** Sends a file to the storage, with as many attempts as the retry policy allows. */
export async function transferFile(run: UploadRun, deps: TransferFileDeps): Promise<Transferred> {
  const { memory, signal, stats } = run
  let retrier: Retrier | undefined
  let hasRestarted = false
  for (;;) {
    const sentBefore = run.read().maxSentBytes
    try {
      return await attemptTransfer(run, deps)
    } catch (thrown) {
      if (signal.aborted) throw thrown
      const error = toUploadError(thrown, 'server-error', 'The upload failed unexpectedly. Try again.')
      stats.failure(error)
      retrier ??= deps.retry.createRetrier()
      if (run.read().maxSentBytes > sentBefore) retrier.progress()
      const { checkpoint } = memory
      if (error.code === 'not-found' && checkpoint.type === 'multipart' && !hasRestarted) {
        // The store has dropped the parts, as lifecycle rules do.
        hasRestarted = true
        await checkpoint.multipart.record?.finish()
        run.reach(startOver)
        continue
      }
      await waitForRetry(error, retrier, checkpoint.type === 'signed' ? checkpoint.target : undefined, run)
    }
  }
}

/** Waits for the next attempt, and notes whether it may use the same target. */
async function waitForRetry(
  error: UploadError,
  retrier: Retrier,
  target: SignedTarget | undefined,
  { signal, setState }: UploadRun,
) {
  if (target && error.status === undefined) target.failedAttempts++
  try {
    const decision = await retrier.wait(error, signal, statusObserver(setState))
    if (target && decision === 'refresh-url') target.isRejected = true
  } catch (thrown) {
    // What the storage has refused for good, it refuses again: a retry by the user gets another target.
    if (target && thrown === error && error.status !== undefined) target.isRejected = true
    throw thrown
  }
}

async function attemptTransfer(run: UploadRun, deps: TransferFileDeps): Promise<Transferred> {
  const { memory } = run
  // Each part has a slot of its own.
  if (memory.checkpoint.type === 'multipart') return sendMultipart(run, deps, undefined)
  return deps.inSlot(async (permit) => {
    if (memory.checkpoint.type === 'none') await resumeInterrupted(run, deps.resumeStore)
    if (memory.checkpoint.type === 'multipart') return sendMultipart(run, deps, permit)
    const stored = await reuseTarget(run, deps)
    return stored ?? sendToTarget(await getTarget(run, deps), run, deps, permit)
  })
}

/** Continues an upload that a reload or crash has interrupted. */
async function resumeInterrupted(run: UploadRun, resumeStore: ResumeLog): Promise<void> {
  const { upload, session } = run
  if (!session.backend.resume || upload.size < minMultipartSize) return
  const { resumeMultipart } = await loadMultipart()
  const multipart = await resumeMultipart(run, resumeStore)
  if (!multipart) return
  session.signer.forget(upload.id)
  run.reach({ type: 'multipart', session, multipart })
}

/** Drops a target that cannot be used again. Resolves with what was reached if an attempt without a response succeeded. */
async function reuseTarget(run: UploadRun, { cleanup }: TransferFileDeps): Promise<Transferred | undefined> {
  const { session, memory } = run
  if (memory.checkpoint.type !== 'signed') return undefined
  const { target } = memory.checkpoint
  const { signed } = target
  const isUnconfirmed = target.unconfirmedAttempts > 0
  if (isUnconfirmed && (await isStored(signed, run))) {
    return { type: 'transferred', session, signed, response: emptyResponse() }
  }
  if (isReusable(target)) return undefined
  run.stats.urlRefresh()
  if (isUnconfirmed) cleanup.removeFile(session, signed.file.id)
  run.reach(startOver)
  return undefined
}

/** The signed target of this attempt. */
async function getTarget(run: UploadRun, { bytesPerMs, cleanup }: TransferFileDeps): Promise<SignedTarget> {
  const { upload, session, memory, signal, stats } = run
  if (memory.checkpoint.type === 'signed') return memory.checkpoint.target
  run.setState({ status: 'signing' })
  const intent = toUploadIntent(session.backend, upload, memory.digests, bytesPerMs())
  const signed = await session.signer.sign(intent, signal, stats.urlRefresh)
  const target = {
    signed,
    signedAt: Date.now(),
    isRejected: false,
    failedAttempts: 0,
    unconfirmedAttempts: 0,
  }
  cleanup.keepFile(session, signed.file.id)
  run.reach({ type: 'signed', session, target })
  return target
}

async function sendToTarget(
  attempt: SignedTarget,
  run: UploadRun,
  deps: TransferFileDeps,
  permit: Permit,
): Promise<Transferred> {
  const { session } = run
  const { signed } = attempt
  const { target, file } = signed
  switch (target.type) {
    case 'none':
      return { type: 'transferred', session, signed, response: emptyResponse() }
    case 'multipart': {
      const { startMultipart } = await loadMultipart()
      const multipart = await startMultipart(target, file, run, deps.resumeStore)
      if (run.signal.aborted) await abandon(multipart, attempt, run)
      run.reach({ type: 'multipart', session, multipart })
      return sendMultipart(run, deps, permit)
    }
    case 'put':
    case 'post': {
      // Before the request: the next run may start before this one notices that it was aborted.
      attempt.unconfirmedAttempts++
      try {
        const response = await deps.uploadSingle(target, file, run)
        return { type: 'transferred', session, signed, response }
      } catch (thrown) {
        if (thrown instanceof UploadError && thrown.status !== undefined) attempt.unconfirmedAttempts--
        if (!(thrown instanceof UploadError && thrown.status === 412)) throw thrown
        // Signed with `If-None-Match: *`: an earlier attempt, whose response was lost, has stored an object. It may be
        // `pending` for its processing.
        if (await isStored(signed, run, true))
          return { type: 'transferred', session, signed, response: emptyResponse() }
        const message = 'An object exists already at the presigned URL. Try again: a new URL will be signed.'
        throw new UploadError('url-expired', message, { status: 412, cause: thrown })
      }
    }
    default:
      return target satisfies never
  }
}

/** Paused or cancelled while the record was written: nothing has been sent. */
async function abandon(multipart: MultipartState, attempt: SignedTarget, { memory }: UploadRun) {
  await multipart.record?.finish()
  const { checkpoint } = memory
  if (checkpoint.type !== 'signed' || checkpoint.target !== attempt) return
  memory.checkpoint = startOver
  abortUnusedTarget(attempt.signed)
}

async function sendMultipart(
  run: UploadRun,
  deps: TransferFileDeps,
  permit: Permit | undefined,
): Promise<Transferred> {
  const { memory, session } = run
  if (memory.checkpoint.type !== 'multipart') throw new TypeError('There is no multipart upload.')
  const { multipart } = memory.checkpoint
  const { uploadMultipart } = await loadMultipart()
  const file = await uploadMultipart(multipart, run, deps, permit)
  return { type: 'confirmed', session, signed: { target: multipart.target, file }, file }
}

/**
 * Whether a target may be used again. After two attempts without a response the storage may have refused it: stores omit
 * the CORS headers from a 403, so that the page sees a network error.
 */
function isReusable({ signed: { target }, signedAt, isRejected, failedAttempts }: SignedTarget): boolean {
  if (isRejected) return false
  if (target.type === 'none' || target.type === 'multipart') return true
  return failedAttempts < 2 && isUsable(getExpiry(target), signedAt)
}

/** Whether the file is stored although no response said so: then it is not sent twice. */
async function isStored(
  { file }: SignedUpload,
  { session, upload, signal }: UploadRun,
  mayBePending = false,
): Promise<boolean> {
  const { backend } = session
  if (!backend.get) return false
  try {
    const stored = await callBackend(async (call) => backend.get?.(file.id, call), signal)
    return (
      stored !== undefined && (mayBePending || stored.status !== 'pending') && stored.size === upload.size
    )
  } catch (error) {
    if (signal.aborted || isTransient(error)) throw error
    return false
  }
}

/** The response of a store that was not received, or not needed. */
function emptyResponse(): TransferResponse {
  return { status: 200, headers: new Headers(), body: '' }
}
