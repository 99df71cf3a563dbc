'use client'

import { galleryMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { IconButton } from '../icon-button.tsx'
import { Icon } from '../icon.tsx'
import { useGallery } from './gallery-context.ts'
import { FrameScrubber, GalleryButton } from './gallery-controls.tsx'

/** Status, errors, selection and scrubber. */
export function GalleryToolbar() {
  const { status, message, messageProps, frames, active, playProps } = useGallery()
  const isFailed = status === 'failed'
  return (
    <header className="rp-gallery-head" data-empty={frames.length === 0}>
      <p className={isFailed ? 'rp-error' : 'rp-summary'} {...messageProps}>
        {isFailed && <Icon name="alert" />}
        <span>{message}</span>
      </p>
      <GalleryError />
      {frames.length > 0 && <SelectionStatus />}
      {frames.length > 1 && (
        <div className="rp-scrubbing">
          <GalleryButton icon="resume" {...playProps} />
          <FrameScrubber />
          <span className="rp-time-now">{active?.timecode}</span>
        </div>
      )}
    </header>
  )
}

/** How many images failed to load, and the button that retries. */
function GalleryError() {
  const { status, failedCount, retry } = useGallery()
  const { gallery: messages } = useMessages(galleryMessages)
  return (
    <>
      {failedCount > 0 && (
        <p className="rp-error">
          <Icon name="alert" />
          <span>{messages.failedCount(failedCount)}</span>
        </p>
      )}
      {(status === 'failed' || failedCount > 0) && (
        <button type="button" className="rp-button" onClick={() => retry()}>
          {messages.retry}
        </button>
      )}
    </>
  )
}

/** How many frames are selected. Always rendered, since screen readers announce only changes of a live region. */
function SelectionStatus() {
  const { selection, select } = useGallery()
  const { gallery: messages } = useMessages(galleryMessages)
  return (
    <div className="rp-selected">
      <p className="rp-selected-count" role="status">
        {selection.length > 0 && messages.selectedCount(selection.length)}
      </p>
      {selection.length > 0 && (
        <IconButton icon="close" label={messages.deselectAll} onClick={() => select()} />
      )}
    </div>
  )
}
