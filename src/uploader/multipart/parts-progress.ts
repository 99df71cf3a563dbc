import type { PartsMemory } from './multipart-state.ts'
import { createSpeedMeter } from '../speed.ts'
import type { UploadState } from '../upload.ts'

/** Adds up what the parts of one file have sent. */
export function createPartsProgress(
  { done }: PartsMemory,
  size: number,
  setState: (state: UploadState) => void,
) {
  const speed = createSpeedMeter()
  const onTheWay = new Map<number, number>()
  let uploadedBytes = [...done.values()].reduce((sum, part) => sum + part.size, 0)

  function tell() {
    let sentBytes = uploadedBytes
    for (const bytes of onTheWay.values()) sentBytes += bytes
    speed.note(sentBytes)
    if (sentBytes >= size && size > 0) setState({ status: 'finishing' })
    else setState({ status: 'uploading', sentBytes, bytesPerSecond: speed.bytesPerSecond() })
  }

  return {
    /** So many bytes of this part have left. */
    sent(number: number, bytes: number) {
      onTheWay.set(number, bytes)
      tell()
    },
    /** The part is at the store. */
    arrived(number: number, bytes: number) {
      onTheWay.delete(number)
      uploadedBytes += bytes
    },
    /** What was sent of it is lost. */
    lost(number: number) {
      onTheWay.delete(number)
    },
    /** Whether no part is on its way. */
    isStill: (): boolean => onTheWay.size === 0,
  }
}
