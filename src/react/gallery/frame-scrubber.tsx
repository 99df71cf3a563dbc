'use client'

import type { CSSProperties } from 'react'
import type { ScrubberPreview } from './use-frame-scrubber.ts'
import { useGallery } from './gallery-context.ts'

/** The range that runs through the frames, and the frame that it would lead to. */
export function FrameScrubber() {
  const { scrubberProps, scrubberPreview } = useGallery()
  return (
    <span className="rp-scrub">
      <input className="rp-scrubber" {...scrubberProps} />
      {scrubberPreview && <Preview {...scrubberPreview} />}
    </span>
  )
}

function Preview({ frame, fraction }: ScrubberPreview) {
  const style: CSSProperties & Record<'--rp-at', number> = { '--rp-at': fraction }
  return (
    <span className="rp-scrub-preview" aria-hidden="true" style={style}>
      <span className="rp-scrub-image">{frame.url && <img alt="" src={frame.url} />}</span>
      <span>{frame.timeCode ?? frame.index + 1}</span>
    </span>
  )
}
