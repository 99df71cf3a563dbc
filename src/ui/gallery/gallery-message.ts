import type { UploadError } from '../../errors.ts'
import type { GalleryFrame } from './gallery-frames.ts'
import type { GalleryStatus } from './gallery-status.ts'
import type { MessagesOf } from '../i18n/messages.ts'

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
  messages: MessagesOf<'gallery'>,
): string {
  const arrived = frames.filter(({ frame }) => frame !== undefined).length
  const counted = messages.gallery.count({ arrived, count: frames.length })
  switch (status) {
    case 'loading':
      return messages.gallery.loading
    case 'processing':
      return isCounted ? counted : messages.gallery.processing
    case 'ready':
      return counted
    case 'empty':
      return messages.gallery.empty
    case 'not-video':
      return messages.gallery.notVideo
    case 'failed':
      return error ? messages.errors.describe(error) : messages.gallery.failed
    default:
      return status satisfies never
  }
}
