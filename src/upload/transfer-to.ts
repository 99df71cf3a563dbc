import { UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { SignedUpload, TransferAnswer } from '../model/upload-target.ts'
import { explainNoAnswer } from './no-answer.ts'
import { refusalOf } from './refusal.ts'
import { createSpeedometer } from './speed.ts'
import { createStallTimer } from './stall-timer.ts'
import type { Transfer, TransferRequest } from './transfer.ts'
import type { Upload, UploadState } from './upload.ts'
import { urlExpiry } from '../http/url-expiry.ts'

type Context = {
  transfer: Transfer
  signal: AbortSignal
  become(state: UploadState, remote?: RemoteFile): void
}

/** Sends a file's bytes to its target, moving the upload from `uploading` to `finishing`. */
export async function transferTo(
  { target, file }: SignedUpload,
  upload: Upload,
  { transfer, signal, become }: Context,
): Promise<TransferAnswer> {
  if (target.via === 'none') return { status: 204, headers: new Headers(), body: '' }
  if (target.via === 'parts') {
    throw new UploadError(
      'unsupported',
      'The backend asks for a multipart upload, which this version cannot send.',
    )
  }

  const { source, size } = upload
  const stall = createStallTimer(signal)
  const speed = createSpeedometer()
  let began = false

  function onProgress(sentBytes: number) {
    began ||= sentBytes > 0
    // All bytes have left, none is known to have arrived: not done, and browsers disagree on `upload.load`.
    if (sentBytes >= size) {
      stall.expectAnswer()
      become({ status: 'finishing' })
      return
    }
    stall.note()
    speed.note(sentBytes)
    become({ status: 'uploading', sentBytes, bytesPerSecond: speed.bytesPerSecond() })
  }

  become({ status: 'uploading', sentBytes: 0 }, file)
  // An empty file has no byte to report: browsers fire no progress event for it.
  if (size === 0) onProgress(0)
  try {
    const request = requestOf(target, upload)
    const answer = await transfer({ ...request, size, onProgress, signal: stall.signal })
    if (answer.status >= 200 && answer.status < 300) return answer
    throw refusalOf(answer, target.url)
  } catch (cause) {
    const unanswered = cause instanceof UploadError && cause.code === 'network'
    if (!unanswered) throw cause
    const expiresAt = urlExpiry(target.url, target.expiresAt)
    throw await explainNoAnswer({ url: target.url, signal: stall.signal, source, expiresAt, began, cause })
  } finally {
    stall.clear()
  }
}

type Addressed = Pick<TransferRequest, 'method' | 'url' | 'headers' | 'body'>

function requestOf(
  target: Extract<SignedUpload['target'], { via: 'put' | 'post' }>,
  { source, size, name, contentType }: Upload,
): Addressed {
  if (target.via === 'put') {
    // A slice has no type of its own, so that the browser adds no Content-Type that was not signed.
    return { method: 'PUT', url: target.url, headers: target.headers, body: source.slice(0, size, '') }
  }
  const form = new FormData()
  for (const [field, value] of Object.entries(target.fields)) form.append(field, value)
  // S3 ignores every field behind the file: it goes last.
  form.append(target.fileField, source.slice(0, size, contentType), name)
  return { method: 'POST', url: target.url, headers: target.headers ?? {}, body: form }
}
