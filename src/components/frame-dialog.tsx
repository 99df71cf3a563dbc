'use client'

import { useUploadText } from '../hooks/use-upload-text.ts'
import type { UseVideoFrameGalleryResult } from '../hooks/video-frame-gallery.ts'
import { FramePicture } from './frame-picture.tsx'
import { FrameScrubber } from './frame-scrubber.tsx'
import { GalleryButton, GalleryLink } from './gallery-button.tsx'

/** One frame as large as there is room, with its neighbours a key or a button away. */
export function FrameDialog({ gallery }: { gallery: UseVideoFrameGalleryResult }) {
  const { shown, isPlaying, retry } = gallery
  const { messages } = useUploadText()
  return (
    <dialog className="rp-dialog" {...gallery.dialogProps}>
      {shown && (
        <div className="rp-dialog-content">
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
          <div className="rp-stage" data-status={shown.status} {...gallery.stageProps}>
            <FramePicture frame={shown} imageProps={gallery.getImageProps(shown.index)} />
            {shown.status === 'broken' && (
              <button
                type="button"
                className="rp-button"
                onClick={() => {
                  retry(shown.index)
                }}
              >
                {messages.frameRetry}
              </button>
            )}
          </div>
          <footer className="rp-dialog-foot">
            <GalleryButton icon={isPlaying ? 'pause' : 'resume'} {...gallery.playProps} />
            <GalleryButton icon="previous" {...gallery.previousProps} />
            <FrameScrubber gallery={gallery} />
            <GalleryButton icon="next" {...gallery.nextProps} />
          </footer>
        </div>
      )}
    </dialog>
  )
}
