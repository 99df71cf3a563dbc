'use client'

import { useMemo, useState, type ChangeEvent, type PointerEvent } from 'react'
import type { GalleryFrame } from '../../ui/gallery/frames.ts'
import { isRightToLeft } from '../../ui/gallery/grid.ts'
import type { GalleryMessages } from '../../ui/i18n/messages.ts'

// Half the thumb of a native range input, in pixels: the thumb's centre never reaches the ends of the track.
const halfThumb = 8

/** Props of the range input that moves through the frames. */
export type FrameScrubberProps = {
  type: 'range'
  min: 0
  max: number
  step: 1
  value: number
  'aria-label': string
  'aria-valuetext': string | undefined
  onChange(event: ChangeEvent<HTMLInputElement>): void
  onPointerMove(event: PointerEvent<HTMLInputElement>): void
  onPointerLeave(): void
  onFocus(): void
  onBlur(): void
}

/** The frame under the pointer, or at the thumb while it is moved. */
export type ScrubberPreview = {
  frame: GalleryFrame
  /** Position on the track, from 0 at its start to 1 at its end. */
  fraction: number
}

type Options = {
  frames: readonly GalleryFrame[]
  index: number
  messages: GalleryMessages
  moveTo(index: number): void
}

/** A native range input over the frames, with a preview. */
export function useFrameScrubber({ frames, index, messages, moveTo }: Options) {
  const [hoveredIndex, setHoveredIndex] = useState<number>()
  const [isMoved, setIsMoved] = useState(false)
  const lastIndex = Math.max(0, frames.length - 1)
  const previewIndex = hoveredIndex ?? (isMoved ? index : undefined)
  const frame = previewIndex === undefined ? undefined : frames[previewIndex]

  return useMemo(() => {
    const scrubberProps: FrameScrubberProps = {
      type: 'range',
      min: 0,
      max: lastIndex,
      step: 1,
      value: index,
      'aria-label': messages.scrubberLabel,
      'aria-valuetext': frames[index]?.label,
      onChange({ currentTarget }) {
        setIsMoved(true)
        moveTo(currentTarget.valueAsNumber)
      },
      onPointerMove(event) {
        // A touch moves the thumb instead.
        if (event.pointerType === 'mouse') setHoveredIndex(indexAtPointer(event, lastIndex))
      },
      onPointerLeave() {
        setHoveredIndex(undefined)
      },
      onFocus() {
        setIsMoved(false)
      },
      onBlur() {
        setIsMoved(false)
        setHoveredIndex(undefined)
      },
    }
    const fraction = lastIndex === 0 || !frame ? 0 : frame.index / lastIndex
    const scrubberPreview: ScrubberPreview | undefined = frame && { frame, fraction }
    return { scrubberProps, scrubberPreview }
  }, [frames, frame, index, lastIndex, messages, moveTo])
}

function indexAtPointer(event: PointerEvent<HTMLInputElement>, lastIndex: number): number {
  const { clientX, currentTarget } = event
  const { left, width } = currentTarget.getBoundingClientRect()
  const fromLeft = (clientX - left - halfThumb) / Math.max(1, width - 2 * halfThumb)
  const fromStart = isRightToLeft(currentTarget) ? 1 - fromLeft : fromLeft
  return Math.round(Math.max(0, Math.min(1, fromStart)) * lastIndex)
}
