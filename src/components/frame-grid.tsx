'use client'

import { useUploadText } from '../hooks/use-upload-text.ts'
import type { UseVideoFrameGalleryResult } from '../hooks/video-frame-gallery.ts'
import { FrameCell } from './frame-cell.tsx'

/** The frames, row by row. */
export function FrameGrid({ gallery }: { gallery: UseVideoFrameGalleryResult }) {
  const { visible, typed, getGridProps, getSheetProps } = gallery
  const { messages } = useUploadText()
  return (
    <div className="rp-frames-view">
      <div className="rp-frames" {...getGridProps()}>
        <div className="rp-sheet" {...getSheetProps()}>
          {visible.map((frame) => (
            <FrameCell key={frame.index} frame={frame} gallery={gallery} />
          ))}
        </div>
      </div>
      {/* The frame it leads to is read out already: the focus is there. */}
      {typed && (
        <p className="rp-typed" aria-hidden="true">
          {messages.galleryTyped(typed)}
        </p>
      )}
    </div>
  )
}
