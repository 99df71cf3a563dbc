import type { UploadError } from '../../errors.ts'
import type { GalleryFrame } from './gallery-frames.ts'
import type { GalleryStatus } from './gallery-status.ts'
import type { UploadMessages } from '../i18n/messages.ts'

type GalleryMessageInput = {
  error: UploadError | undefined
  frames: readonly GalleryFrame[]
  /** Whether the backend has told how many frames there will be. */
  isCounted: boolean
}

/** A gallery's status in words, or how many frames there are. */
export function galleryMessage(
  status: GalleryStatus,
  { error, frames, isCounted }: GalleryMessageInput,
  messages: UploadMessages,
): string {
  const arrived = frames.filter(({ frame }) => frame !== undefined).length
  const counted = messages.galleryCount({ arrived, count: frames.length })
  switch (status) {
    case 'loading':
      return messages.galleryLoading
    case 'processing':
      return isCounted ? counted : messages.galleryProcessing
    case 'ready':
      return counted
    case 'empty':
      return messages.galleryEmpty
    case 'not-video':
      return messages.galleryNotVideo
    case 'failed':
      return error ? messages.error(error) : messages.galleryFailed
    default:
      return status satisfies never
  }
}
