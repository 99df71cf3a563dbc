import { UploadError } from '../../errors.ts'
import type { FileKind } from '../../model/file-kind.ts'
import type { FileState } from '../../model/remote-file.ts'
import type { VideoFrames } from '../../model/video-frames.ts'
import type { MessagesOf } from '../i18n/messages.ts'
import type { GalleryFrame } from './frames.ts'

/**
 * Status of a gallery: `unsupported` if the backend makes no frames of the file, `empty` if it made none,
 * `not-video` if the file is of another kind.
 */
export type GalleryStatus =
  'loading' | 'processing' | 'ready' | 'empty' | 'unsupported' | 'not-video' | 'failed'

export type GalleryStatusInput = {
  frames: VideoFrames | undefined
  framesError: Error | null
  /** Whether the missing frames will never arrive. */
  hasEnded: boolean
  kind: FileKind | undefined
  state: FileState | undefined
  /** Whether the file is still being uploaded. */
  isUploading: boolean
}

/** Derives the status, and the error behind `failed`. */
export function galleryStatus(input: GalleryStatusInput): { status: GalleryStatus; error?: UploadError } {
  const { frames, framesError, hasEnded, kind, state, isUploading } = input
  const isOtherKind = kind !== undefined && kind !== 'video' && kind !== 'other'
  const isComplete = frames?.complete || (hasEnded && state?.status === 'completed')
  if (frames && isComplete) {
    if (frames.frames.length > 0) return { status: 'ready' }
    return { status: isOtherKind ? 'not-video' : 'empty' }
  }
  if (isOtherKind) return { status: 'not-video' }
  if (isUploading) return { status: 'processing' }
  if (state?.status === 'failed') {
    const message = state.error ?? 'The video could not be processed. Upload it again or choose another file.'
    return { status: 'failed', error: new UploadError('processing-failed', message) }
  }
  if (hasEnded) {
    const message = 'The server has not sent a frame for an hour. Try again later.'
    return { status: 'failed', error: new UploadError('processing-timeout', message) }
  }
  if (frames) return { status: 'processing' }
  if (!framesError) return { status: 'loading' }
  if (!(framesError instanceof UploadError)) {
    const message = 'The frames could not be loaded. Try again.'
    return { status: 'failed', error: new UploadError('server-error', message, { cause: framesError }) }
  }
  if (framesError.code === 'unsupported') return { status: 'unsupported' }
  return { status: 'failed', error: framesError }
}

type GalleryMessageInput = {
  error: UploadError | undefined
  frames: readonly GalleryFrame[]
  /** Whether the backend has said how many frames there will be. */
  isCounted: boolean
  messages: MessagesOf<'gallery'>
}

/** The status as a sentence, or the number of frames. */
export function galleryMessage(status: GalleryStatus, input: GalleryMessageInput): string {
  const { error, frames, isCounted, messages } = input
  const { gallery } = messages
  const arrived = frames.filter(({ frame }) => frame !== undefined).length
  const count = gallery.count({ arrived, count: frames.length })
  switch (status) {
    case 'loading':
      return gallery.loading
    case 'processing':
      return isCounted ? count : gallery.processing
    case 'ready':
      return count
    case 'unsupported':
      return frames.length > 0 ? gallery.localPreview : gallery.empty
    case 'empty':
      return gallery.empty
    case 'not-video':
      return gallery.notVideo
    case 'failed':
      return error ? messages.errors.describe(error) : gallery.failed
    default:
      return status satisfies never
  }
}
