import { createAbortError, UploadError } from '../../errors.ts'
import { nameOf, toBlob, type BytesSource } from '../../lib/bytes-source.ts'
import { digestOnMainThread } from '../../lib/digest-on-main-thread.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { putBytes } from '../vendor-client.ts'
import type { PerseusFileCalls } from './client.ts'
import type { PerseusFile } from './schemas.ts'

/** Options of `uploadFile`. */
export type PerseusUploadOptions = CallOptions & {
  /** The file's name. @default the source's own */
  name?: string | undefined
}

/** Creates the file and sends its bytes, unless Perseus has that content already. */
export async function uploadFile(
  files: PerseusFileCalls,
  fetch: typeof globalThis.fetch,
  source: BytesSource,
  { name = nameOf(source), body, ...call }: PerseusUploadOptions,
): Promise<PerseusFile> {
  if (!name) throw new TypeError('These bytes have no name: call `uploadFile(bytes, { name })`.')
  const { signal, timeoutMs } = call
  // As the vendor's own client sends all bytes, since the URL may be signed for it.
  const blob = await readable(toBlob(source, 'application/octet-stream'), signal)
  const sourceHash = await readable(digestOnMainThread(blob, 'sha-256', { signal }), signal)
  const created = await files.createFile(name, sourceHash, { ...call, body }).catch((error: unknown) => {
    if (error instanceof UploadError && error.code === 'duplicate') return undefined
    throw error
  })
  if (!created) return findExisting(files, sourceHash, call)
  const { file, uploadUrl } = created
  if (uploadUrl === undefined) return file
  try {
    await putBytes(fetch, uploadUrl, blob, { 'content-type': blob.type }, { signal, timeoutMs })
  } catch (error) {
    await files.deleteFile(file.id, { headers: call.headers }).catch(() => undefined)
    throw error
  }
  return file
}

/** The existing file with the same content: if there are several, an `uploaded` one first, then a `pending` one. */
export async function findExisting(
  { findFiles }: Pick<PerseusFileCalls, 'findFiles'>,
  sourceHash: string,
  call: CallOptions,
): Promise<PerseusFile> {
  const files = await findFiles({ sourceHashes: [sourceHash] }, call)
  const ofStatus = (status: PerseusFile['status']) => files.find((file) => file.status === status)
  const existing = ofStatus('uploaded') ?? ofStatus('pending') ?? ofStatus('failed')
  if (existing) return existing
  const message =
    'Perseus has this content already, but lists no file with it. It may belong to another account.'
  throw new UploadError('duplicate', message)
}

async function readable<T>(reading: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await reading
  } catch (cause) {
    if (signal?.aborted) throw createAbortError(signal.reason)
    throw new UploadError('file-unreadable', 'The file cannot be read. Choose it again.', { cause })
  }
}
