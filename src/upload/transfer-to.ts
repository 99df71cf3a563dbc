import type { SignedUpload, TransferAnswer } from '../model/upload-target.ts'
import { readingFailure } from './reading-failure.ts'
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
  // What is gone in one go has no speed.
  let speed: ReturnType<typeof createSpeedometer> | undefined

  function onProgress(sentBytes: number) {
    if (sentBytes >= size) {
      trip.become({ status: 'finishing' })
      return
    }
    speed ??= createSpeedometer()
    speed.note(sentBytes)
    trip.become({ status: 'uploading', sentBytes, bytesPerSecond: speed.bytesPerSecond() })
  }

  const bytes = await trip.smallFiles.read(upload.id, source)
  // What was read beforehand is what was chosen.
  if (!bytes) await assertUnchanged(source)
  await trip.traffic.starts.enter()
  trip.become({ status: 'uploading', sentBytes: 0 }, file)
  const { expiresAt } = target
  const answer = await sendBytes(
    { ...wholeRequest(target, upload, bytes), expiresAt, source, start: 0, onProgress },
    trip,
  )
  trip.traffic.starts.open()
  // Browsers do not look, or only when they begin to read.
  if (!bytes) await assertUnchanged(source)
  return answer
}

async function assertUnchanged(source: Blob) {
  const changed = await readingFailure(source)
  if (changed) throw changed
}
