'use client'

import { FrameScrubber } from './frame-scrubber.tsx'
import { GalleryButton } from './gallery-button.tsx'
import { useGallery } from './gallery-context.ts'
import { GallerySelected } from './gallery-selected.tsx'
import { GalleryError } from './gallery-error.tsx'
import { Icon } from '../icon.tsx'

/** How the gallery is, what can be done about it, and the way through its frames. */
export function GalleryToolbar() {
  const { status, message, messageProps, frames, active, playProps } = useGallery()
  const hasFailed = status === 'failed'
  return (
    <header className="rp-gallery-head" data-empty={frames.length === 0}>
      <p className={hasFailed ? 'rp-error' : 'rp-summary'} {...messageProps}>
        {hasFailed && <Icon name="alert" />}
        <span>{message}</span>
      </p>
      <GalleryError />
      {frames.length > 0 && <GallerySelected />}
      {frames.length > 1 && (
        <div className="rp-scrubbing">
          <GalleryButton icon="resume" {...playProps} />
          <FrameScrubber />
          <span className="rp-time-now">{active?.timeCode}</span>
        </div>
      )}
    </header>
  )
}
