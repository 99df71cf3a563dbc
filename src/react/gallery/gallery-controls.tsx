'use client'

import type { CSSProperties } from 'react'
import { Icon, type IconName } from '../icon.tsx'
import { useGallery } from './gallery-context.ts'
import type { ScrubberPreview } from './use-frame-scrubber.ts'
import type { FrameButtonProps, FrameLinkProps } from './use-gallery-actions.ts'

export function GalleryButton({ icon, ...props }: FrameButtonProps & { icon: IconName }) {
  return (
    <button className="rp-icon-button" title={props['aria-label']} {...props}>
      <Icon name={icon} />
    </button>
  )
}

export function GalleryLink({ icon, ...props }: FrameLinkProps & { icon: IconName }) {
  return (
    <a className="rp-icon-button" title={props['aria-label']} {...props}>
      <Icon name={icon} />
    </a>
  )
}

/** The range input over the frames, with its preview. */
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
      <span>{frame.timecode ?? frame.index + 1}</span>
    </span>
  )
}
