import { UploadError } from '../../errors.ts'
import type { SignedUpload } from '../../model/upload-target.ts'
import { retryCleanup } from '../cleanup-remote.ts'
import { createPartUrls, type PartsTarget } from './part-url-cache.ts'
import { partNumbers, filterCompleteParts, type PartsMemory } from './multipart-state.ts'
import { getBackendKey } from '../backend-key.ts'
import type { UploadContext } from '../run-upload.ts'
import type { Upload } from '../upload.ts'

// S3's smallest part: what is smaller never went in parts.
const minMultipartSize = 5 * 1024 * 1024

/** Goes on with an upload of these very bytes that a reload or crash cut off, where there is one. */
export async function resumeMultipart(upload: Upload, trip: UploadContext): Promise<PartsMemory | undefined> {
  const { source, size } = upload
  const { signal, checkpoint, resumeLog } = trip
  const { backend } = trip.session
  if (!backend.resume || size < minMultipartSize) return undefined
  const claim = await resumeLog.claim(source, getBackendKey(backend), signal, checkpoint.resumeId)
  if (!claim) return undefined
  try {
    const { target, file } = await backend.resume(claim.token, { signal })
    if (target.type !== 'multipart') {
      await claim.finish()
      return undefined
    }
    const listed = await target.listParts({ signal })
    // Whoever ended the trip meanwhile found nothing to let go of.
    signal.throwIfAborted()
    const done = filterCompleteParts(listed, size, target.partSize)
    return { target, urls: createPartUrls(target), file, done, claim }
  } catch (error) {
    const isGone = error instanceof UploadError && error.code === 'not-found'
    if (!isGone) {
      await claim.release()
      throw error
    }
    await claim.finish()
    return undefined
  }
}

/** Starts an upload in parts, and a record of it that outlives the page. */
export async function startMultipart(
  target: PartsTarget,
  file: SignedUpload['file'],
  upload: Upload,
  { signal, session, resumeLog }: UploadContext,
): Promise<PartsMemory> {
  const { id, name, size, contentType, relativePath, metadata, addedAt, source } = upload
  const { resumeToken, partSize } = target
  const urls = createPartUrls(target)
  // While the record is written: that reads the file's ends, and asks the disk.
  if (!target.checksum) urls.prefetchUrls(partNumbers(size, partSize), { signal })
  const claim = session.backend.resume
    ? await resumeLog.begin(
        {
          id,
          backend: getBackendKey(session.backend),
          token: resumeToken,
          partSize,
          name,
          size,
          contentType,
          relativePath,
          metadata,
          addedAt,
          source,
        },
        signal,
      )
    : undefined
  return { target, urls, file, done: new Map(), claim }
}

/**
 * Gives up what is at the store, then the record. Best effort: the upload's trip is over already. Where the store cannot
 * be asked the record stays, so that it can be discarded later.
 */
export async function abortMultipart({ target, claim }: PartsMemory, until?: 'always'): Promise<void> {
  await retryCleanup(async () => {
    try {
      await target.abort({ keepalive: true })
    } catch (error) {
      const isGone = error instanceof UploadError && error.code === 'not-found'
      if (!isGone) throw error
    }
    await claim?.finish()
  }, until)
  await claim?.release()
}
