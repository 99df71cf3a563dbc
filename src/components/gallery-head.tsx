'use client'

import { useUploadText } from '../hooks/use-upload-text.ts'
import type { UseVideoFrameGalleryResult } from '../hooks/use-video-frame-gallery.ts'
import { Icon } from './icon.tsx'

/** How the gallery is, what can be done about it, and the way through its frames. */
export function GalleryHead({ gallery }: { gallery: UseVideoFrameGalleryResult }) {
  const { status, message, frames, active, brokenCount, retry, scrubberProps } = gallery
  const { messages } = useUploadText()
  const hasFailed = status === 'failed'
  const trouble = brokenCount > 0 ? messages.galleryBroken(brokenCount) : undefined
  return (
    <header className="rp-gallery-head">
      <p className={hasFailed ? 'rp-error' : 'rp-summary'} role={frames.length === 0 ? 'status' : undefined}>
        {hasFailed && <Icon name="alert" />}
        <span>{message}</span>
      </p>
      {trouble && (
        <p className="rp-error">
          <Icon name="alert" />
          <span>{trouble}</span>
        </p>
      )}
      {(hasFailed || trouble) && (
        <button type="button" className="rp-button" onClick={retry}>
          {messages.galleryRetry}
        </button>
      )}
      {frames.length > 1 && (
        <span className="rp-scrubbing">
          <input className="rp-scrubber" {...scrubberProps} />
          <span className="rp-time-now">{active?.timeCode}</span>
        </span>
      )}
    </header>
  )
}
