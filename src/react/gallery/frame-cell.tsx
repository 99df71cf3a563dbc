'use client'

import type { GalleryFrame } from '../../ui/gallery/gallery-frames.ts'
import { FrameImage } from './frame-image.tsx'
import { useGallery } from './gallery-context.ts'
import { Icon } from '../icon.tsx'

/** One frame in the grid. */
export function FrameCell({ frame }: { frame: GalleryFrame }) {
  const gallery = useGallery()
  const { index, status, timeCode } = frame
  const isBroken = status === 'broken'
  return (
    <div className="rp-frame" {...gallery.getFrameProps(index)}>
      <FrameImage frame={frame} imageProps={gallery.getImageProps(index)} />
      {timeCode !== undefined && <span className="rp-time">{timeCode}</span>}
      <span className="rp-frame-check">
        <Icon name="check" />
      </span>
      {/* For a mouse or a finger; keys have Enter. An option holds no second control. */}
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
