'use client'

import { useUploadText } from '../hooks/use-upload-text.ts'
import type { UseVideoFrameGalleryResult } from '../hooks/video-frame-gallery.ts'
import { Icon } from './icon.tsx'

/** What is amiss with the frames, and the button that tries again. */
export function GalleryTrouble({ gallery }: { gallery: UseVideoFrameGalleryResult }) {
  const { status, brokenCount, retry } = gallery
  const { messages } = useUploadText()
  return (
    <>
      {brokenCount > 0 && (
        <p className="rp-error">
          <Icon name="alert" />
          <span>{messages.galleryBroken(brokenCount)}</span>
        </p>
      )}
      {(status === 'failed' || brokenCount > 0) && (
        <button
          type="button"
          className="rp-button"
          onClick={() => {
            retry()
          }}
        >
          {messages.galleryRetry}
        </button>
      )}
    </>
  )
}
