'use client'

import { useMemo, useState, type ChangeEvent, type PointerEvent } from 'react'
import type { GalleryFrame } from '../../ui/gallery/gallery-frames.ts'
import { isRightToLeft } from '../../ui/gallery/measure-grid.ts'
import type { MessagesOf } from '../../ui/i18n/messages.ts'

// Half the thumb of a native range: its middle never reaches the ends of the track.
const halfThumb = 8

/** Attributes of the range input that runs through the frames. */
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

/** The frame under the pointer, or under the thumb while that is moved. */
export type ScrubberPreview = {
  frame: GalleryFrame
  /** Where it is, from 0 at the beginning of the line to 1 at its end. */
  fraction: number
}

type Options = {
  frames: readonly GalleryFrame[]
  index: number
  messages: MessagesOf<'gallery'>
  move(index: number): void
}

/** A native range through the frames, and what it would lead to. */
export function useFrameScrubber({ frames, index, messages, move }: Options) {
  const [pointed, setPointed] = useState<number>()
  const [isMoved, setIsMoved] = useState(false)
  const last = Math.max(0, frames.length - 1)
  const at = pointed ?? (isMoved ? index : undefined)
  const frame = at === undefined ? undefined : frames[at]

  return useMemo(() => {
    const scrubberProps: FrameScrubberProps = {
      type: 'range',
      min: 0,
      max: last,
      step: 1,
      value: index,
      'aria-label': messages.gallery.scrubberLabel,
      'aria-valuetext': frames[index]?.label,
      onChange({ currentTarget }) {
        setIsMoved(true)
        move(currentTarget.valueAsNumber)
      },
      onPointerMove(event) {
        // Under a finger the thumb is where it points.
        if (event.pointerType === 'mouse') setPointed(pointedAt(event, last))
      },
      onPointerLeave() {
        setPointed(undefined)
      },
      onFocus() {
        setIsMoved(false)
      },
      onBlur() {
        setIsMoved(false)
        setPointed(undefined)
      },
    }
    const fraction = last === 0 || !frame ? 0 : frame.index / last
    const scrubberPreview: ScrubberPreview | undefined = frame && { frame, fraction }
    return { scrubberProps, scrubberPreview }
  }, [frames, frame, index, last, messages, move])
}

function pointedAt({ clientX, currentTarget }: PointerEvent<HTMLInputElement>, last: number): number {
  const { left, width } = currentTarget.getBoundingClientRect()
  const along = (clientX - left - halfThumb) / Math.max(1, width - 2 * halfThumb)
  const fraction = Math.max(0, Math.min(1, isRightToLeft(currentTarget) ? 1 - along : along))
  return Math.round(fraction * last)
}
