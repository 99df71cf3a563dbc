'use client'

import type { CSSProperties } from 'react'
import { useFocusRestore } from '../a11y/use-focus-restore.ts'
import { useVideoFrameGallery } from './use-video-frame-gallery.ts'
import type { UseVideoFrameGalleryOptions } from './gallery-types.ts'
import { gallery as english } from '../../ui/i18n/en/gallery.ts'
import { DefaultMessagesContext } from '../i18n/use-messages.ts'
import { FrameDialog } from './frame-dialog.tsx'
import { FrameGrid } from './frame-grid.tsx'
import { FramePlaceholders } from './frame-placeholders.tsx'
import { GalleryContext } from './gallery-context.ts'
import { GalleryToolbar } from './gallery-toolbar.tsx'

/** Options of `useVideoFrameGallery`, and so the props of `<VideoFrameGallery>`. */
export type VideoFrameGalleryProps = UseVideoFrameGalleryOptions & {
  /** Whose frames; asks for nothing while `undefined`. */
  fileId: string | undefined
}

const englishMessages = { gallery: english }

/** A video's frames. The markup of `useVideoFrameGallery`: with it you write your own. */
export function VideoFrameGallery(props: VideoFrameGalleryProps) {
  return (
    <DefaultMessagesContext.Provider value={englishMessages}>
      <Gallery {...props} />
    </DefaultMessagesContext.Provider>
  )
}

function Gallery({ fileId, ...options }: VideoFrameGalleryProps) {
  const gallery = useVideoFrameGallery(fileId, options)
  const keptFocus = useFocusRestore<HTMLElement>()
  const { status, label, frames, aspectRatio } = gallery
  const style: CSSProperties & Record<'--rp-frame-ratio', number> = { '--rp-frame-ratio': aspectRatio }
  const isWaiting = status === 'loading' || status === 'processing'
  return (
    <GalleryContext.Provider value={gallery}>
      <section className="rp-gallery" data-status={status} aria-label={label} style={style} {...keptFocus}>
        <GalleryToolbar />
        {frames.length > 0 && <FrameGrid />}
        {frames.length === 0 && isWaiting && <FramePlaceholders />}
        <FrameDialog />
      </section>
    </GalleryContext.Provider>
  )
}
