import type { UploadError } from '../errors.ts'
import type { GalleryFrame } from './gallery-frames.ts'
import type { GalleryStatus } from './gallery-status.ts'
import type { UploadMessages } from './messages.ts'

/** A gallery's status in words, or how many frames there are. */
export function galleryMessage(
  status: GalleryStatus,
  { error, frames }: { error: UploadError | undefined; frames: readonly GalleryFrame[] },
  messages: UploadMessages,
): string {
  const arrived = frames.filter(({ frame }) => frame !== undefined).length
  const counted = messages.galleryCount({ arrived, count: frames.length })
  switch (status) {
    case 'loading':
      return messages.galleryLoading
    case 'processing':
      return frames.length === 0 ? messages.galleryProcessing : counted
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
