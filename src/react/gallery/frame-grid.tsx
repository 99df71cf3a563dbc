'use client'

import { galleryMessages } from '../../ui/i18n/message-groups.ts'
import type { GalleryFrame } from '../../ui/gallery/frames.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { Icon } from '../icon.tsx'
import { useGallery } from './gallery-context.ts'
import type { FrameImageProps } from './use-frame-images.ts'

/** The frames in rows; only visible rows are rendered. */
export function FrameGrid() {
  const { virtualFrames, typeaheadQuery, getGridProps, getContentProps } = useGallery()
  const { gallery: messages } = useMessages(galleryMessages)
  return (
    <div className="rp-frames-view">
      <div className="rp-frames" {...getGridProps()}>
        <div className="rp-grid-content" {...getContentProps()}>
          {virtualFrames.map((frame) => (
            <FrameCell key={frame.index} frame={frame} />
          ))}
        </div>
      </div>
      {/* Screen readers announce the focused frame instead. */}
      {typeaheadQuery && (
        <p className="rp-typeahead" aria-hidden="true">
          {messages.typeahead(typeaheadQuery)}
        </p>
      )}
    </div>
  )
}

function FrameCell({ frame }: { frame: GalleryFrame }) {
  const gallery = useGallery()
  const { index, status, timecode } = frame
  const isBroken = status === 'broken'
  return (
    <div className="rp-frame" {...gallery.getFrameProps(index)}>
      <FrameImage frame={frame} imageProps={gallery.getImageProps(index)} />
      {timecode !== undefined && <span className="rp-time">{timecode}</span>}
      <span className="rp-frame-check">
        <Icon name="check" />
      </span>
      {/* For mouse and touch; the keyboard has Enter. An option must not contain interactive elements. */}
      <span
        className="rp-frame-open"
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation()
          if (isBroken) gallery.retry(index)
          else gallery.open(index)
        }}
      >
        <Icon name={isBroken ? 'retry' : 'expand'} />
      </span>
    </div>
  )
}

/** A frame's image, or an icon if it is broken; nothing until it arrives. */
export function FrameImage({ frame, imageProps }: { frame: GalleryFrame; imageProps: FrameImageProps }) {
  if (frame.status === 'broken') {
    return (
      <span className="rp-frame-broken">
        <Icon name="alert" />
      </span>
    )
  }
  if (frame.url === undefined) return null
  // The key does not depend on the URL: an <img> whose `src` changes shows the previous image until the next is loaded.
  return <img key={frame.attempt} className="rp-frame-image" {...imageProps} />
}

const placeholders = Array.from({ length: 12 }, (_, index) => index)

/** A skeleton until the number of frames is known. */
export function FramePlaceholders() {
  return (
    <div className="rp-frames-view" aria-hidden="true">
      <div className="rp-frames">
        <div className="rp-grid-content">
          {placeholders.map((index) => (
            <div key={index} className="rp-frame" data-status="pending" />
          ))}
        </div>
      </div>
    </div>
  )
}
