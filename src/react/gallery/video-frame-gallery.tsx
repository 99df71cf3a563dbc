'use client'

import type { CSSProperties } from 'react'
import { gallery as english } from '../../ui/i18n/en/gallery.ts'
import { useFocusRestore } from '../a11y/use-focus-restore.ts'
import { DefaultMessagesContext } from '../i18n/use-messages.ts'
import { FrameDialog } from './frame-dialog.tsx'
import { FrameGrid, FramePlaceholders } from './frame-grid.tsx'
import { GalleryContext } from './gallery-context.ts'
import { GalleryToolbar } from './gallery-toolbar.tsx'
import { useVideoFrameGallery, type UseVideoFrameGalleryOptions } from './use-video-frame-gallery.ts'

/** Props of `<VideoFrameGallery>`: the options of `useVideoFrameGallery` and the file. */
export type VideoFrameGalleryProps = UseVideoFrameGalleryOptions & {
  /** Id of the video. Nothing is fetched while it is `undefined`. */
  fileId: string | undefined
}

const englishMessages = { gallery: english }

/**
 * A gallery of a video's frames: the markup of `useVideoFrameGallery`.
 *
 * @example
 * <VideoFrameGallery fileId={file.id} selectionMode="multiple" onSelect={(_, frames) => setFrames(frames)} />
 */
export function VideoFrameGallery(props: VideoFrameGalleryProps) {
  return (
    <DefaultMessagesContext.Provider value={englishMessages}>
      <Gallery {...props} />
    </DefaultMessagesContext.Provider>
  )
}

function Gallery({ fileId, ...options }: VideoFrameGalleryProps) {
  const gallery = useVideoFrameGallery(fileId, options)
  const focusRestore = useFocusRestore<HTMLElement>()
  const { status, label, frames, aspectRatio } = gallery
  const style: CSSProperties & Record<'--rp-frame-ratio', number> = { '--rp-frame-ratio': aspectRatio }
  const isPending = status === 'loading' || status === 'processing'
  return (
    <GalleryContext.Provider value={gallery}>
      <section className="rp-gallery" data-status={status} aria-label={label} style={style} {...focusRestore}>
        <GalleryToolbar />
        {frames.length > 0 && <FrameGrid />}
        {frames.length === 0 && isPending && <FramePlaceholders />}
        <FrameDialog />
      </section>
    </GalleryContext.Provider>
  )
}
