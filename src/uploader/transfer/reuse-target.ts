import { UploadError } from '../../errors.ts'
import { loadChunk } from '../../lib/load-chunk.ts'
import { getExpiry, isUsable } from '../../lib/url-expiry.ts'
import type { SignedUpload, UploadTarget } from '../../model/upload-target.ts'
import { startOver, type SignedTarget } from '../checkpoint.ts'
import type { UploadRun } from '../run-upload.ts'
import type { BackendSession } from '../signing/backend-session.ts'
import type { UploadStatsRecorder } from '../upload-stats.ts'
import type { Transferred } from './transfer-file.ts'

/** Resolves with what was reached if an attempt without a response has stored the file. */
export async function findStored(run: UploadRun): Promise<Transferred | undefined> {
  const { session, memory } = run
  if (memory.checkpoint.type !== 'signed') return undefined
  const { signed, unconfirmedAttempts, isRejected } = memory.checkpoint.target
  if (unconfirmedAttempts === 0 || isRejected || !(await isStored(signed, run))) return undefined
  return storedBefore(session, signed)
}

/** Whether the next attempt may use the same target. */
export function canReuseTarget(target: SignedTarget, stats: UploadStatsRecorder): boolean {
  if (isReusable(target)) return target.unconfirmedAttempts === 0 || isWriteOnce(target.signed.target)
  stats.urlRefresh()
  return false
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
export async function takeExisting(
  attempt: SignedTarget,
  run: UploadRun,
  cause: UploadError,
): Promise<Transferred> {
  const { session } = run
  const { signed } = attempt
  if (!isWriteOnce(signed.target)) throw cause
  if (await isStored(signed, run, true)) return storedBefore(session, signed)
  attempt.unconfirmedAttempts++
  const { url, status } = cause
  const message = 'An earlier attempt has stored other bytes. Try again: a new URL will be signed.'
  throw new UploadError('url-expired', message, { url, status, cause })
}

/** The checkpoint of a body whose response was lost. */
function storedBefore(session: BackendSession, signed: SignedUpload): Transferred {
  return { type: 'transferred', session, signed, response: { status: 200, headers: new Headers(), body: '' } }
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

/**
 * The backend has no such file after its confirmation, or another one: the target is not used again, and the next one
 * replaces what it has stored. Throws other errors.
 */
export function rejectStored(error: unknown, { session, signed }: Transferred, run: UploadRun): void {
  const isOtherFile =
    error instanceof UploadError && (error.code === 'not-found' || error.code === 'checksum')
  if (!isOtherFile) throw error
  const target = { signed, signedAt: 0, isRejected: true, failedAttempts: 0, unconfirmedAttempts: 1 }
  run.reach(signed.target.type === 'none' ? startOver : { type: 'signed', session, target })
}
