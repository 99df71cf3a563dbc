import type { CSSProperties } from 'react'
import type { UseVideoFrameGalleryResult } from '../hooks/video-frame-gallery.ts'

type Props = { gallery: Pick<UseVideoFrameGalleryResult, 'scrubberProps' | 'scrubPreview'> }

/** The range that runs through the frames, and the frame that it would lead to. */
export function FrameScrubber({ gallery: { scrubberProps, scrubPreview } }: Props) {
  return (
    <span className="rp-scrub">
      <input className="rp-scrubber" {...scrubberProps} />
      {scrubPreview && <Preview {...scrubPreview} />}
    </span>
  )
}

function Preview({ frame, fraction }: NonNullable<Props['gallery']['scrubPreview']>) {
  const style: CSSProperties & Record<'--rp-at', number> = { '--rp-at': fraction }
  return (
    <span className="rp-scrub-preview" aria-hidden="true" style={style}>
      <span className="rp-scrub-picture">{frame.url && <img alt="" src={frame.url} />}</span>
      <span>{frame.timeCode ?? frame.index + 1}</span>
    </span>
  )
}
