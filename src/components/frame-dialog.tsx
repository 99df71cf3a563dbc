'use client'

import { useUploadText } from '../hooks/use-upload-text.ts'
import type { FrameButtonProps, UseVideoFrameGalleryResult } from '../hooks/use-video-frame-gallery.ts'
import { FramePicture } from './frame-picture.tsx'
import { Icon, type IconName } from './icon.tsx'

/** One frame as large as there is room, with its neighbours a key or a button away. */
export function FrameDialog({ gallery }: { gallery: UseVideoFrameGalleryResult }) {
  const { shown, dialogProps, previousProps, nextProps, closeProps, scrubberProps, retry } = gallery
  const { messages } = useUploadText()
  return (
    <dialog className="rp-dialog" {...dialogProps}>
      {shown && (
        <div className="rp-dialog-content">
          <header className="rp-dialog-head">
            <p className="rp-summary">{shown.label}</p>
            <DialogButton icon="close" {...closeProps} />
          </header>
          <div className="rp-stage" data-status={shown.status}>
            <FramePicture frame={shown} imageProps={gallery.getImageProps(shown.index)} />
            {shown.status === 'broken' && (
              <button type="button" className="rp-button" onClick={retry}>
                {messages.galleryRetry}
              </button>
            )}
          </div>
          <footer className="rp-dialog-foot">
            <DialogButton icon="previous" {...previousProps} />
            <input className="rp-scrubber" {...scrubberProps} />
            <DialogButton icon="next" {...nextProps} />
          </footer>
        </div>
      )}
    </dialog>
  )
}

function DialogButton({ icon, ...props }: FrameButtonProps & { icon: IconName }) {
  return (
    <button className="rp-icon-button" title={props['aria-label']} {...props}>
      <Icon name={icon} />
    </button>
  )
}
