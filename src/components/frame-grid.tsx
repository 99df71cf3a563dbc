'use client'

import { useUploadText } from '../hooks/use-upload-text.ts'
import { FrameCell } from './frame-cell.tsx'
import { useGallery } from './gallery-context.ts'

/** The frames, row by row. */
export function FrameGrid() {
  const { visible, typed, getGridProps, getSheetProps } = useGallery()
  const { messages } = useUploadText()
  return (
    <div className="rp-frames-view">
      <div className="rp-frames" {...getGridProps()}>
        <div className="rp-sheet" {...getSheetProps()}>
          {visible.map((frame) => (
            <FrameCell key={frame.index} frame={frame} />
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
