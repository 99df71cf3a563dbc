import { UploadError } from '../../errors.ts'
import type { FileKind } from '../../model/file-kind.ts'
import type { FileState } from '../../model/remote-file.ts'
import type { VideoFrames } from '../../model/video-frames.ts'

/** The one word for what a gallery has to show. */
export type GalleryStatus = 'loading' | 'processing' | 'ready' | 'empty' | 'not-video' | 'failed'

/** What is known of a file, from whichever of the backend's calls. */
export type GalleryFacts = {
  frames: VideoFrames | undefined
  framesError: Error | null
  /** Whether frames are missing that will never come. */
  hasEnded: boolean
  kind: FileKind | undefined
  state: FileState | undefined
  /** Whether its bytes have not even arrived. */
  isUploading: boolean
}

/** Works the word out, and what went wrong where something did. */
export function galleryStatus(facts: GalleryFacts): { status: GalleryStatus; error?: UploadError } {
  const { frames, framesError, hasEnded, kind, state, isUploading } = facts
  const isNoVideo = kind !== undefined && kind !== 'video' && kind !== 'other'
  const isAllThereIs = frames?.complete || (hasEnded && state?.status === 'completed')
  if (frames && isAllThereIs) {
    if (frames.frames.length > 0) return { status: 'ready' }
    return { status: isNoVideo ? 'not-video' : 'empty' }
  }
  if (isNoVideo) return { status: 'not-video' }
  if (isUploading) return { status: 'processing' }
  if (state?.status === 'failed') {
    const sentence = state.error ?? 'The video could not be processed. Upload it again or choose another.'
    return { status: 'failed', error: new UploadError('processing-failed', sentence) }
  }
  if (hasEnded) {
    const sentence = 'The server has sent no frame for an hour. Look again later.'
    return { status: 'failed', error: new UploadError('processing-timeout', sentence) }
  }
  if (frames) return { status: 'processing' }
  if (!framesError) return { status: 'loading' }
  if (!(framesError instanceof UploadError)) {
    const sentence = 'The frames could not be loaded for an unknown reason. Try again.'
    return { status: 'failed', error: new UploadError('server-error', sentence, { cause: framesError }) }
  }
  // What a backend answers where no frames are taken from such a file.
  if (framesError.code === 'unsupported') return { status: 'not-video' }
  return { status: 'failed', error: framesError }
}
