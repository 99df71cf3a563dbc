import type { SignedUpload, TransferResponse } from '../../model/upload-target.ts'
import { checkReadable } from '../diagnostics/transfer-error.ts'
import { sendBytes } from './send-request.ts'
import { createSpeedMeter } from '../speed.ts'
import type { UploadContext } from '../run-upload.ts'
import type { Upload } from '../upload.ts'
import { buildRequest, type SingleRequestTarget } from './build-request.ts'

/** Sends a whole file in one request, moving the upload from `uploading` to `finishing`. */
export async function uploadSingle(
  target: SingleRequestTarget,
  file: SignedUpload['file'],
  upload: Upload,
  trip: UploadContext,
): Promise<TransferResponse> {
  const { source, size } = upload
  // What is gone in one go has no speed.
  let speed: ReturnType<typeof createSpeedMeter> | undefined

  function onProgress(sentBytes: number) {
    if (sentBytes >= size) {
      trip.setState({ status: 'finishing' })
      return
    }
    speed ??= createSpeedMeter()
    speed.note(sentBytes)
    trip.setState({ status: 'uploading', sentBytes, bytesPerSecond: speed.bytesPerSecond() })
  }

  const bytes = await trip.smallFiles.read(upload.id, source)
  // What was read beforehand is what was chosen.
  if (!bytes) await assertUnchanged(source)
  await trip.traffic.starts.enter()
  // One that was stopped meanwhile has not been tried.
  trip.signal.throwIfAborted()
  trip.setState({ status: 'uploading', sentBytes: 0 }, file)
  const { expiresAt } = target
  const answer = await sendBytes(
    { ...buildRequest(target, upload, bytes), expiresAt, source, start: 0, onProgress },
    trip,
  )
  trip.traffic.starts.open()
  // Browsers do not look, or only when they begin to read.
  if (!bytes) await assertUnchanged(source)
  return answer
}

async function assertUnchanged(source: Blob) {
  const changed = await checkReadable(source)
  if (changed) throw changed
}
