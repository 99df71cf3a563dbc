import { toUploadError, UploadError } from '../../errors.ts'
import { loadChunk } from '../../lib/load-chunk.ts'
import type { Permit } from '../../lib/pool.ts'
import { getExpiry, isUsable } from '../../lib/url-expiry.ts'
import type { SignedUpload, TransferResponse, UploadTarget } from '../../model/upload-target.ts'
import { startOver, type Checkpoint, type SignedTarget } from '../checkpoint.ts'
import { abortUnusedTarget, type Cleanup } from '../cleanup.ts'
import type { MultipartState } from '../multipart/multipart-state.ts'
import type { UploadPartsDeps } from '../multipart/upload-parts.ts'
import type { ResumeLog } from '../resume/resume-store.ts'
import { statusObserver, type Retrier } from '../retry-policy.ts'
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
    const stored = await findStored(run)
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

/** Resolves with what was reached if an attempt without a response has stored the file. */
async function findStored(run: UploadRun): Promise<Transferred | undefined> {
  const { session, memory } = run
  if (memory.checkpoint.type !== 'signed') return undefined
  const { signed, unconfirmedAttempts, isRejected } = memory.checkpoint.target
  if (unconfirmedAttempts === 0 || isRejected || !(await isStored(signed, run))) return undefined
  return { type: 'transferred', session, signed, response: emptyResponse() }
}

/** The signed target of this attempt: that of the attempt before, if it may be used again, or a new one. */
async function getTarget(run: UploadRun, { bytesPerMs, cleanup }: TransferFileDeps): Promise<SignedTarget> {
  const { upload, session, memory, signal, stats } = run
  const old = memory.checkpoint.type === 'signed' ? memory.checkpoint.target : undefined
  if (old) {
    if (!isReusable(old)) stats.urlRefresh()
    else if (old.unconfirmedAttempts === 0 || isWriteOnce(old.signed.target)) return old
  }
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
  const fileId = signed.file.id
  cleanup.keepFile(session, fileId)
  // Attempts at the same id may overwrite each other, whichever target they use.
  const isSameFile = old?.signed.file.id === fileId
  if (isSameFile) target.unconfirmedAttempts = old.unconfirmedAttempts
  run.reach({ type: 'signed', session, target })
  if (old && !isSameFile && old.unconfirmedAttempts > 0) cleanup.replaced(session, old.signed.file.id)
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
    case 'post':
      try {
        const response = await deps.uploadSingle(target, attempt, run)
        return { type: 'transferred', session, signed, response }
      } catch (error) {
        if (!(error instanceof UploadError && error.status === 412 && isWriteOnce(target))) throw error
        return takeExisting(attempt, run, error)
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

/** Whether the storage refuses to replace the object of an earlier attempt. */
function isWriteOnce(target: UploadTarget): boolean {
  return (
    target.type === 'put' &&
    Object.entries(target.headers).some(
      ([name, value]) => name.toLowerCase() === 'if-none-match' && value === '*',
    )
  )
}

/** The storage has an object already: the file, stored by an attempt without a response, or what another one has left. */
async function takeExisting(attempt: SignedTarget, run: UploadRun, cause: UploadError): Promise<Transferred> {
  const { session } = run
  const { signed } = attempt
  if (await isStored(signed, run, true)) {
    return { type: 'transferred', session, signed, response: emptyResponse() }
  }
  attempt.unconfirmedAttempts++
  const { url, status } = cause
  const message = 'An earlier attempt has stored other bytes. Try again: a new URL will be signed.'
  throw new UploadError('url-expired', message, { url, status, cause })
}

/**
 * Whether the file is stored although no response said so: then it is not sent twice.
 *
 * @param isComplete whether the storage is known to have received a whole body
 */
async function isStored(signed: SignedUpload, run: UploadRun, isComplete = false): Promise<boolean> {
  if (!run.session.backend.get) return false
  const { isFileStored } = await loadChunk(() => import('../diagnostics/diagnose.ts'))
  return isFileStored(signed.file.id, run, isComplete)
}

/** The response of a store that was not received, or not needed. */
function emptyResponse(): TransferResponse {
  return { status: 200, headers: new Headers(), body: '' }
}
