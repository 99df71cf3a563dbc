import { toUploadError, UploadError } from '../../errors.ts'
import { loadChunk } from '../../lib/load-chunk.ts'
import type { Permit } from '../../lib/pool.ts'
import type { TransferResponse } from '../../model/upload-target.ts'
import type { Checkpoint, SignedTarget } from '../checkpoint.ts'
import type { Cleanup } from '../cleanup.ts'
import type { UploadPartsDeps } from '../multipart/upload-parts.ts'
import type { ResumeStore } from '../resume/resume-store.ts'
import type { Recovery } from '../retry-policy.ts'
import type { UploadRun } from '../run-upload.ts'
import { minMultipartSize, toUploadIntent } from '../signing/upload-intent.ts'
import type { uploadSingle } from './upload-single.ts'

/** What transfers a file. */
export type TransferFileDeps = UploadPartsDeps & {
  /** Runs a task in the upload's slot. */
  inSlot<T>(task: (permit: Permit) => Promise<T>): Promise<T>
  bytesPerMs(): number | undefined
  uploadSingle(...options: OmitLast<Parameters<typeof uploadSingle>>): Promise<TransferResponse>
  resumeStore: ResumeStore | undefined
  cleanup: Cleanup
}

type OmitLast<T extends readonly unknown[]> = T extends [...infer Rest, unknown] ? Rest : never

/** The bytes are at the storage, and confirmed already where that is part of the protocol. */
export type Transferred = Extract<Checkpoint, { type: 'transferred' | 'confirmed' }>

/** Code of multipart uploads. Call it as soon as a file may need it, so that the code loads beside other requests. */
export const loadMultipart = () => loadChunk(() => import('../multipart/upload-multipart.ts'))

/** Sends a file to the storage, with as many attempts as the retry policy allows. */
export async function transferFile(run: UploadRun, deps: TransferFileDeps): Promise<Transferred> {
  const { signal, stats } = run
  let recover: ReturnType<Recovery['createTransferRecovery']> | undefined
  for (;;) {
    const sentBefore = run.read().maxSentBytes
    try {
      return await attemptTransfer(run, deps)
    } catch (thrown) {
      if (signal.aborted) throw thrown
      const error = toUploadError(thrown)
      stats.failure(error)
      if (error.code === 'offline') run.setState({ status: 'offline' })
      recover ??= (await deps.retry.loadRecovery(signal)).createTransferRecovery(run, deps.retry)
      await recover(error, run.read().maxSentBytes > sentBefore)
    }
  }
}

async function attemptTransfer(run: UploadRun, deps: TransferFileDeps): Promise<Transferred> {
  const { memory, session, signal, stats, upload } = run
  // Each part has a slot of its own.
  if (memory.checkpoint.type === 'multipart') return sendMultipart(run, deps, undefined)
  return deps.inSlot(async (permit) => {
    const mayBeInterrupted = session.backend.resume && upload.size >= minMultipartSize
    if (memory.checkpoint.type === 'none' && mayBeInterrupted) {
      const { resumeInterrupted } = await loadMultipart()
      await resumeInterrupted(run, deps.resumeStore)
    }
    if (memory.checkpoint.type === 'multipart') return sendMultipart(run, deps, permit)
    if (memory.checkpoint.type === 'signed') {
      const { findStored, canReuseTarget } = await deps.retry.loadRecovery(signal)
      const stored = await findStored(run)
      if (stored) return stored
      const { target } = memory.checkpoint
      if (canReuseTarget(target, stats)) return sendToTarget(target, run, deps, permit)
    }
    return sendToTarget(await signTarget(run, deps), run, deps, permit)
  })
}

async function sendMultipart(run: UploadRun, deps: TransferFileDeps, permit: Permit | undefined) {
  const { sendMultipart: send } = await loadMultipart()
  return send(run, deps, permit)
}

/** A new target, which replaces that of the attempt before. */
async function signTarget(
  run: UploadRun,
  { bytesPerMs, cleanup, retry }: TransferFileDeps,
): Promise<SignedTarget> {
  const { upload, session, memory, signal, stats } = run
  const old = memory.checkpoint.type === 'signed' ? memory.checkpoint.target : undefined
  run.setState({ status: 'signing' })
  const multipart = upload.size > minMultipartSize ? await loadMultipart() : undefined
  const partSize = multipart?.preferredPartSize(upload.size, bytesPerMs())
  const intent = toUploadIntent(session.backend, upload, memory.digests, partSize)
  const signed = await session.signer.sign(intent, signal, stats.urlRefresh)
  retry.onSuccess(session.backend.scope)
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
  const { target } = signed
  switch (target.type) {
    case 'none':
      return { type: 'transferred', session, signed, response: emptyResponse() }
    case 'multipart': {
      const { startMultipart } = await loadMultipart()
      await startMultipart(target, attempt, run, deps.resumeStore)
      return sendMultipart(run, deps, permit)
    }
    case 'put':
    case 'post':
      try {
        const response = await deps.uploadSingle(target, attempt, run)
        return { type: 'transferred', session, signed, response }
      } catch (error) {
        if (!(error instanceof UploadError && error.status === 412)) throw error
        const { takeExisting } = await deps.retry.loadRecovery(run.signal)
        return takeExisting(attempt, run, error)
      }
    default:
      return target satisfies never
  }
}

/** The response of a store that was not received, or not needed. */
function emptyResponse(): TransferResponse {
  return { status: 200, headers: new Headers(), body: '' }
}
