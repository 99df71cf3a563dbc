import type { SignedUpload, TransferAnswer } from '../model/upload-target.ts'
import { sendBytes } from './send-bytes.ts'
import { createSpeedometer } from './speed.ts'
import type { TripContext } from './trip.ts'
import type { Upload } from './upload.ts'
import { wholeRequest, type WholeTarget } from './whole-request.ts'

/** Sends a whole file in one request, moving the upload from `uploading` to `finishing`. */
export async function transferTo(
  target: WholeTarget,
  file: SignedUpload['file'],
  upload: Upload,
  trip: TripContext,
): Promise<TransferAnswer> {
  const { source, size } = upload
  const speed = createSpeedometer()

  function onProgress(sentBytes: number) {
    if (sentBytes >= size) {
      trip.become({ status: 'finishing' })
      return
    }
    speed.note(sentBytes)
    trip.become({ status: 'uploading', sentBytes, bytesPerSecond: speed.bytesPerSecond() })
  }

  const bytes = await trip.smallFiles.read(upload.id, source)
  trip.become({ status: 'uploading', sentBytes: 0 }, file)
  const { expiresAt } = target
  return sendBytes({ ...wholeRequest(target, upload, bytes), expiresAt, source, onProgress }, trip)
}
