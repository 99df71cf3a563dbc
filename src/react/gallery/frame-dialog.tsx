'use client'

import { useFocusRestore } from '../a11y/use-focus-restore.ts'
import { galleryMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import type { GalleryFrame } from '../../ui/gallery/gallery-frames.ts'
import { FrameImage } from './frame-image.tsx'
import { FrameScrubber } from './frame-scrubber.tsx'
import { useGallery } from './gallery-context.ts'
import { GalleryButton, GalleryLink } from './gallery-button.tsx'

/** One frame as large as there is room, with its neighbours a key or a button away. */
export function FrameDialog() {
  const { shown, dialogProps } = useGallery()
  return (
    <dialog className="rp-dialog" {...dialogProps}>
      {shown && <DialogContent shown={shown} />}
    </dialog>
  )
}

function DialogContent({ shown }: { shown: GalleryFrame }) {
  const gallery = useGallery()
  const { isPlaying, retry } = gallery
  const messages = useMessages(galleryMessages)
  // The gallery around it is inert: what is lost here is found here.
  const keptFocus = useFocusRestore<HTMLDivElement>()
  return (
    <div className="rp-dialog-content" {...keptFocus}>
      <header className="rp-dialog-head">
        <p className="rp-summary" aria-live={isPlaying ? 'off' : 'polite'}>
          {shown.label}
        </p>
        <div className="rp-dialog-tools">
          <GalleryButton icon="zoomOut" {...gallery.zoomOutProps} />
          <GalleryButton icon="zoomIn" {...gallery.zoomInProps} />
          <GalleryLink icon="external" {...gallery.originalProps} />
          <GalleryLink icon="download" {...gallery.downloadProps} />
          <GalleryButton icon="close" {...gallery.closeProps} />
        </div>
      </header>
      <div className="rp-viewport" data-status={shown.status} {...gallery.viewportProps}>
        <FrameImage frame={shown} imageProps={gallery.getImageProps(shown.index)} />
        {shown.status === 'broken' && (
          <button
            type="button"
            className="rp-button"
            onClick={() => {
              retry(shown.index)
            }}
          >
            {messages.gallery.retryFrame}
          </button>
        )}
      </div>
      <footer className="rp-dialog-foot">
        <GalleryButton icon={isPlaying ? 'pause' : 'resume'} {...gallery.playProps} />
        <GalleryButton icon="previous" {...gallery.previousProps} />
        <FrameScrubber />
        <GalleryButton icon="next" {...gallery.nextProps} />
      </footer>
    </div>
  )
}
