import { isTransient } from '../../errors.ts'
import { loadChunk } from '../../lib/load-chunk.ts'
import { callBackend } from '../retry-policy.ts'
import type { UploadRun } from '../run-upload.ts'

/** Whether an ETag is the MD5 of these bytes. Stores that encrypt with a customer's key have other ETags. */
export async function hasEtag(source: Blob, etag: string | undefined, signal: AbortSignal): Promise<boolean> {
  const md5 = /^"?([\da-f]{32})"?$/i.exec(etag ?? '')?.[1]
  if (md5 === undefined) return false
  const { hashBlob } = await loadChunk(() => import('../hashing/hash-file.ts'))
  return (await hashBlob(source, 'md5', { signal })) === md5.toLowerCase()
}

/**
 * Whether a file is stored whole though no response said so. Its size proves nothing: there are stores that accept a body
 * that was cut off, and list it with the size that was announced.
 *
 * @param isComplete whether the storage is known to have received a whole body: then the size decides where there is no ETag
 */
export async function isFileStored(
  fileId: string,
  { upload, session, memory, signal }: Pick<UploadRun, 'upload' | 'session' | 'memory' | 'signal'>,
  isComplete: boolean,
): Promise<boolean> {
  const { backend } = session
  const { size, source } = upload
  try {
    const stored = await callBackend(async (call) => backend.get?.(fileId, call), signal)
    if (stored === undefined || stored.size !== size) return false
    if (await hasEtag(source, stored.etag, signal)) return true
    // A URL that is bound to a checksum stores nothing else.
    const isChecked = backend.checksum !== undefined && memory.digests[backend.checksum] !== undefined
    return (
      stored.status !== 'pending' && (isChecked || size === 0 || (isComplete && stored.etag === undefined))
    )
  } catch (error) {
    if (signal.aborted || isTransient(error)) throw error
    return false
  }
}
