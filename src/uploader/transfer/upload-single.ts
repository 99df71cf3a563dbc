import { UploadError } from '../../errors.ts'
import type { SignedUpload, TransferResponse } from '../../model/upload-target.ts'
import type { BulkTools, SmallFile } from '../bulk/bulk.ts'
import type { SignedTarget } from '../checkpoint.ts'
import { checkReadable } from '../diagnostics/transfer-error.ts'
import type { UploadRun } from '../run-upload.ts'
import { createSpeedMeter } from '../speed.ts'
import type { Upload } from '../upload.ts'
import type { SendRequest } from './send-request.ts'
import type { TransferRequest } from './transfer.ts'

/** A target that takes the file in one request. */
export type SingleRequestTarget = Extract<SignedUpload['target'], { type: 'put' | 'post' }>

type UploadSingleDeps = {
  send: SendRequest
  /** The tools for many uploads, once they are loaded. */
  bulk: BulkTools | undefined
}

/** Sends a whole file in one request, moving the upload from `uploading` to `finishing`. */
export async function uploadSingle(
  target: SingleRequestTarget,
  attempt: SignedTarget,
  run: UploadRun,
  { send, bulk }: UploadSingleDeps,
): Promise<TransferResponse> {
  const { upload, signal, setState } = run
  const { source, size } = upload
  // A file that is sent at once has no speed.
  let speed: ReturnType<typeof createSpeedMeter> | undefined
  let hasProgress = false

  function onProgress(sentBytes: number) {
    hasProgress = true
    if (sentBytes >= size) {
      setState({ status: 'finishing' })
      return
    }
    speed ??= createSpeedMeter()
    speed.note(sentBytes)
    setState({ status: 'uploading', sentBytes, bytesPerSecond: speed.bytesPerSecond() })
  }

  const smallFile = await bulk?.readSmallFile(upload.id, source)
  // Bytes that were read are those that were chosen.
  if (!smallFile) await assertUnchanged(source)
  await bulk?.startThrottle.wait()
  signal.throwIfAborted()
  setState({ status: 'uploading', sentBytes: 0 }, attempt.signed.file)
  const { expiresAt } = target
  const request = buildRequest(target, upload, smallFile)
  // Before the request: the next run may start before this one notices that it was aborted.
  attempt.unconfirmedAttempts++
  const response = await send({ ...request, expiresAt, source, start: 0, onProgress }, run).catch(
    (error: unknown) => {
      // A request that ended by itself before any byte was sent stores nothing: a `PUT` always reports its progress.
      const hasSentNothing = target.type === 'put' && !hasProgress && !signal.aborted && !isStalled(error)
      if (hasSentNothing || hasStatus(error)) attempt.unconfirmedAttempts--
      throw error
    },
  )
  bulk?.startThrottle.reset()
  // Chromium sends a file that has changed since it was chosen, with its new bytes.
  if (!smallFile) await assertUnchanged(source)
  return response
}

function isStalled(error: unknown): boolean {
  return error instanceof UploadError && error.code === 'stalled'
}

function hasStatus(error: unknown): boolean {
  return error instanceof UploadError && error.status !== undefined
}

async function assertUnchanged(source: Blob) {
  const error = await checkReadable(source)
  if (error) throw error
}

/**
 * The request that carries a whole file to its target.
 *
 * @param smallFile the bytes, if they have been read
 */
export function buildRequest(
  target: SingleRequestTarget,
  { source, size, name, contentType }: Pick<Upload, 'source' | 'size' | 'name' | 'contentType'>,
  smallFile?: SmallFile,
): Pick<TransferRequest, 'method' | 'url' | 'headers' | 'body' | 'size'> {
  const { url, headers = {} } = target
  if (target.type === 'put') {
    // Where no Content-Type was signed, the browser must not add the file's own.
    const type = Object.keys(headers).some((header) => /^content-type$/i.test(header)) ? source.type : ''
    return { method: 'PUT', url, headers, body: smallFile?.bytes ?? withType(source, type), size }
  }
  const { fields, fileField } = target
  if (smallFile) {
    const { bytes, encodeForm } = smallFile
    const form = encodeForm(fields, { field: fileField, name, contentType, bytes })
    const formHeaders = { ...headers, 'Content-Type': form.contentType }
    return { method: 'POST', url, headers: formHeaders, body: form.bytes, size }
  }
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  // S3 ignores every field after the file.
  form.append(fileField, withType(source, contentType), name)
  return { method: 'POST', url, headers, body: form, size }
}

/**
 * The file as a body of that type; itself if possible: a browser reads a file directly from the disk, but a slice through
 * another process, at little more than half the speed.
 */
function withType(source: Blob, type: string): Blob {
  return source.type === type ? source : source.slice(0, source.size, type)
}
