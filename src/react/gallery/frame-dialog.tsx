'use client'

import { galleryMessages } from '../../ui/i18n/message-groups.ts'
import type { GalleryFrame } from '../../ui/gallery/frames.ts'
import { useFocusRestore } from '../a11y/use-focus-restore.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { FrameImage } from './frame-grid.tsx'
import { useGallery } from './gallery-context.ts'
import { FrameScrubber, GalleryButton, GalleryLink } from './gallery-controls.tsx'

/** One frame at full size, with the controls to zoom, save, step and play. */
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
  const { gallery: messages } = useMessages(galleryMessages)
  // The gallery restores lost focus too, but is inert while the dialog is open.
  const focusRestore = useFocusRestore<HTMLDivElement>()
  return (
    <div className="rp-dialog-content" {...focusRestore}>
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
          <button type="button" className="rp-button" onClick={() => retry(shown.index)}>
            {messages.retryFrame}
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
