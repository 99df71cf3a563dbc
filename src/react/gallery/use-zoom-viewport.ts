'use client'

import { useMemo, useRef, type PointerEvent, type RefObject } from 'react'
import type { FrameZoom } from '../../ui/gallery/gallery-state.ts'
import { isRightToLeft } from '../../ui/gallery/measure-grid.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'

/** Attributes of the room that a large frame is shown in; it scrolls while the frame is larger. */
export type FrameViewportProps = {
  ref: RefObject<HTMLDivElement | null>
  role: 'group'
  'aria-label': string
  tabIndex: 0 | undefined
  'data-zoom': FrameZoom
  onDoubleClick(): void
  onPointerDown(event: PointerEvent<HTMLElement>): void
  onPointerMove(event: PointerEvent<HTMLElement>): void
}

type Options = { label: string; zoom: FrameZoom; setZoom(zoom: FrameZoom): void }

/** A frame's zoom: a double click goes in and out, a drag moves what is seen. */
export function useZoomViewport({ label, zoom, setZoom }: Options): FrameViewportProps {
  const ref = useRef<HTMLDivElement>(null)
  const former = useRef<FrameZoom>(1)

  // What was in the middle stays in the middle.
  useIsomorphicLayoutEffect(() => {
    const stage = ref.current
    const grown = zoom / former.current
    former.current = zoom
    if (!stage || grown === 1) return
    const [x, y] = [stage.clientWidth / 2, stage.clientHeight / 2]
    // From right to left the way goes from 0 downwards.
    const sign = isRightToLeft(stage) ? -1 : 1
    stage.scrollLeft = sign * ((sign * stage.scrollLeft + x) * grown - x)
    stage.scrollTop = (stage.scrollTop + y) * grown - y
  }, [zoom])

  return useMemo(
    () => ({
      ref,
      role: 'group',
      'aria-label': label,
      tabIndex: zoom > 1 ? 0 : undefined,
      'data-zoom': zoom,
      onDoubleClick() {
        setZoom(zoom > 1 ? 1 : 2)
      },
      onPointerDown({ currentTarget, pointerId, pointerType, button }) {
        if (zoom > 1 && pointerType === 'mouse' && button === 0) currentTarget.setPointerCapture(pointerId)
      },
      onPointerMove({ currentTarget, pointerId, movementX, movementY }) {
        if (!currentTarget.hasPointerCapture(pointerId)) return
        currentTarget.scrollBy(-movementX, -movementY)
      },
    }),
    [label, zoom, setZoom],
  )
}
