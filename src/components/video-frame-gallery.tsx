'use client'

import type { CSSProperties } from 'react'
import { useKeptFocus } from '../hooks/use-kept-focus.ts'
import { useUploadText } from '../hooks/use-upload-text.ts'
import { useVideoFrameGallery, type UseVideoFrameGalleryOptions } from '../hooks/use-video-frame-gallery.ts'
import { FrameCell } from './frame-cell.tsx'
import { FrameDialog } from './frame-dialog.tsx'
import { FramePlaceholders } from './frame-placeholders.tsx'
import { GalleryHead } from './gallery-head.tsx'

/** Options of `useVideoFrameGallery`, and so the props of `<VideoFrameGallery>`. */
export type VideoFrameGalleryProps = UseVideoFrameGalleryOptions & {
  /** Whose frames; asks for nothing while `undefined`. */
  fileId: string | undefined
}

/** A video's frames. The markup of `useVideoFrameGallery`: with it you write your own. */
export function VideoFrameGallery({ fileId, ...options }: VideoFrameGalleryProps) {
  const gallery = useVideoFrameGallery(fileId, options)
  const { messages } = useUploadText()
  const keptFocus = useKeptFocus<HTMLElement>()
  const { status, frames, aspectRatio } = gallery
  const style: CSSProperties & Record<'--rp-frame-ratio', number> = { '--rp-frame-ratio': aspectRatio }
  const isWaiting = status === 'loading' || status === 'processing'
  return (
    <section
      className="rp-gallery"
      data-status={status}
      aria-label={messages.galleryLabel}
      style={style}
      {...keptFocus}
    >
      <GalleryHead gallery={gallery} />
      {frames.length > 0 && (
        <div className="rp-frames" {...gallery.getGridProps()}>
          {frames.map((frame) => (
            <FrameCell key={frame.index} frame={frame} gallery={gallery} />
          ))}
        </div>
      )}
      {frames.length === 0 && isWaiting && <FramePlaceholders />}
      <FrameDialog gallery={gallery} />
    </section>
  )
}
