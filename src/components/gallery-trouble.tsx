'use client'

import { useUploadText } from '../hooks/use-upload-text.ts'
import { useGallery } from './gallery-context.ts'
import { Icon } from './icon.tsx'

/** What is amiss with the frames, and the button that tries again. */
export function GalleryTrouble() {
  const { status, brokenCount, retry } = useGallery()
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
