'use client'

import { galleryMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { useGallery } from './gallery-context.ts'
import { Icon } from '../icon.tsx'

/** What is amiss with the frames, and the button that tries again. */
export function GalleryError() {
  const { status, failedCount, retry } = useGallery()
  const messages = useMessages(galleryMessages)
  return (
    <>
      {failedCount > 0 && (
        <p className="rp-error">
          <Icon name="alert" />
          <span>{messages.gallery.failedCount(failedCount)}</span>
        </p>
      )}
      {(status === 'failed' || failedCount > 0) && (
        <button
          type="button"
          className="rp-button"
          onClick={() => {
            retry()
          }}
        >
          {messages.gallery.retry}
        </button>
      )}
    </>
  )
}
