import type { Backend } from '../../backends/backend.ts'
import { UploadError } from '../../errors.ts'
import { digestOnMainThread } from '../../lib/digest-on-main-thread.ts'
import { sleep } from '../../lib/time.ts'
import { isFinalStatus } from '../../model/file-status.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { SignedUpload, TransferResponse, UploadIntent } from '../../model/upload-target.ts'
import { createUpload } from '../../uploader/create-upload.ts'
import { toStorageError } from '../../uploader/diagnostics/transfer-error.ts'
import type { Transfer } from '../../uploader/transfer/transfer.ts'
import { buildRequest } from '../../uploader/transfer/upload-single.ts'
import { assert, show } from './assert.ts'
import type { OpenedBackend } from './options.ts'

/** The response of an upload without a single request: of no bytes, or of several parts. */
export const noResponse = (): TransferResponse => ({ status: 204, headers: new Headers(), body: '' })

/** What `sign` needs to know about a file, with the digests that the backend requires. */
export async function intentOf({ contentHash, checksum }: Backend, source: File): Promise<UploadIntent> {
  const { id: uploadId, name, size, contentType } = createUpload(source)
  return {
    uploadId,
    name,
    size,
    contentType,
    ...(contentHash && { contentHash: await digestOnMainThread(source, contentHash) }),
    ...(checksum && { checksum: await digestOnMainThread(source, checksum) }),
  }
}

export async function signOne(backend: Backend, intent: UploadIntent): Promise<SignedUpload> {
  const [signed] = await backend.sign([intent], {})
  assert(signed !== undefined, 'sign must return a result for each intent; it returned none.')
  if (signed instanceof UploadError) throw new Error(`sign refused ${show(intent.name)}: ${signed.message}`)
  return signed
}

/** Sends the bytes in a single request. */
export async function transferTo(
  transfer: Transfer,
  { target }: SignedUpload,
  source: File,
  signal: AbortSignal,
): Promise<TransferResponse> {
  if (target.type === 'none') return noResponse()
  assert(target.type !== 'multipart', 'a file this small must not be a multipart upload.')
  const request = buildRequest(target, createUpload(source))
  const response = await transfer({ ...request, onProgress: () => undefined, signal })
  if (response.status < 200 || response.status >= 300) throw await toStorageError(response, request)
  return response
}

/** Polls until the file is processed; returns it as `get` does. */
export async function waitForProcessing(
  backend: Backend,
  file: RemoteFile,
  timeoutMs: number,
): Promise<RemoteFile> {
  let { status, error } = file
  const deadline = Date.now() + timeoutMs
  for (let waitMs = 50; !isFinalStatus(status) && backend.status; waitMs = Math.min(waitMs * 2, 1_000)) {
    assert(
      Date.now() < deadline,
      `status must become completed or failed within ${timeoutMs} ms; it is ${show(status)}.`,
    )
    await sleep(waitMs)
    ;({ status, error } = await backend.status(file.id, {}))
  }
  assert(
    status !== 'failed',
    `processing of ${show(file.name)} failed: ${error ?? 'the backend does not say why'}`,
  )
  return backend.get ? backend.get(file.id, {}) : { ...file, status, error }
}

/** The stored content of a file; `undefined` if it cannot be read. */
export async function readStored(file: RemoteFile, read: OpenedBackend['read']): Promise<Blob | undefined> {
  if (read) return read(file)
  if (file.url === undefined) return undefined
  const response = await fetch(file.url)
  assert(response.ok, `url of a file must respond with its content; its status is ${response.status}.`)
  return response.blob()
}
