import { toUploadError, type UploadError } from '../../errors.ts'
import { loadChunk } from '../../lib/load-chunk.ts'
import type * as diagnose from './diagnose.ts'
import type { NetworkErrorContext } from './network-error.ts'

type Diagnose = typeof diagnose
type SignedUrl = { url: string; expiresAt?: Date | undefined }

/** The error that a storage's response outside 2xx stands for. */
export function toStorageError(
  response: Parameters<Diagnose['toStorageError']>[0],
  request: Parameters<Diagnose['toStorageError']>[1] & SignedUrl,
): Promise<UploadError> {
  return withDiagnose((chunk) => chunk.toStorageError(response, request, chunk.getExpiry(request)))
}

/** Why no bytes are sent to the URL of a target. */
export function toTargetError(...context: Parameters<Diagnose['toTargetError']>): Promise<UploadError> {
  return withDiagnose((chunk) => chunk.toTargetError(...context))
}

/** Finds out why a transfer has no response. */
export function diagnoseNetworkError(
  context: Omit<NetworkErrorContext, 'expiresAt'> & SignedUrl,
): Promise<UploadError> {
  return withDiagnose((chunk) =>
    chunk.diagnoseNetworkError({ ...context, expiresAt: chunk.getExpiry(context) }),
  )
}

/** The error that a failed read of a file stands for. */
export function toFileReadError(cause: unknown): Promise<UploadError> {
  return withDiagnose((chunk) => chunk.toFileReadError(cause))
}

/** Resolves with an error if the file can no longer be read: browsers refuse one that changed on disk. */
export async function checkReadable(source: Blob): Promise<UploadError | undefined> {
  try {
    await source.slice(0, 1).arrayBuffer()
    return undefined
  } catch (cause) {
    return toFileReadError(cause)
  }
}

/** Where the chunk does not load, the transient error that says so takes the diagnosis's place. */
async function withDiagnose(
  explain: (chunk: Diagnose) => UploadError | Promise<UploadError>,
): Promise<UploadError> {
  try {
    return await explain(await loadChunk(() => import('./diagnose.ts')))
  } catch (error) {
    return toUploadError(error, 'network', 'The connection to the storage failed. Try again.')
  }
}
