import type { GalleryFrame } from '../../ui/gallery/gallery-frames.ts'
import type { FrameImageProps } from './use-frame-images.ts'
import { Icon } from '../icon.tsx'

/** A frame's picture, or a mark where it is broken; nothing until it has arrived. */
export function FrameImage({ frame, imageProps }: { frame: GalleryFrame; imageProps: FrameImageProps }) {
  if (frame.status === 'broken') {
    return (
      <span className="rp-frame-broken">
        <Icon name="alert" />
      </span>
    )
  }
  if (frame.url === undefined) return null
  // The element stays when its address changes: browsers show the former picture until the new one is there.
  return <img key={frame.attempt} className="rp-frame-image" {...imageProps} />
}
