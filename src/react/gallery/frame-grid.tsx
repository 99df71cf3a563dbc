'use client'

import { galleryMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { FrameCell } from './frame-cell.tsx'
import { useGallery } from './gallery-context.ts'

/** The frames, row by row. */
export function FrameGrid() {
  const { virtualFrames, typeaheadQuery, getGridProps, getContentProps } = useGallery()
  const messages = useMessages(galleryMessages)
  return (
    <div className="rp-frames-view">
      <div className="rp-frames" {...getGridProps()}>
        <div className="rp-grid-content" {...getContentProps()}>
          {virtualFrames.map((frame) => (
            <FrameCell key={frame.index} frame={frame} />
          ))}
        </div>
      </div>
      {/* The frame it leads to is read out already: the focus is there. */}
      {typeaheadQuery && (
        <p className="rp-typeahead" aria-hidden="true">
          {messages.gallery.typeahead(typeaheadQuery)}
        </p>
      )}
    </div>
  )
}
