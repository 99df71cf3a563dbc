'use client'

import { useEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import type { FrameZoom } from './gallery-state.ts'
import { hasModifier } from './has-modifier.ts'
import { isRightToLeft } from './measure-grid.ts'
import { stepInGrid } from './step-in-grid.ts'
import { useLatest } from './use-latest.ts'

/** Frames that PageUp and PageDown leap over. */
const leap = 10

/** Attributes of a native `<dialog>` that shows one frame. */
export type FrameDialogProps = {
  ref: RefObject<HTMLDialogElement | null>
  tabIndex: -1
  'aria-label': string | undefined
  onClose(): void
  onClick(event: MouseEvent<HTMLDialogElement>): void
  onKeyDown(event: KeyboardEvent<HTMLDialogElement>): void
}

type Options = {
  /** The frame that is shown; `undefined` while the dialog is closed. */
  index: number | undefined
  count: number
  label: string | undefined
  zoom: FrameZoom
  show(index: number): void
  zoomBy(direction: 1 | -1 | 0): void
  close(): void
  /** Gives the focus to a frame where nothing else has it. */
  onClosed(): void
}

/** Opens and closes a native dialog, which brings Escape, the backdrop and an inert page along. */
export function useFrameDialog(options: Options): FrameDialogProps {
  const { index, count, label, zoom, show, zoomBy, close } = options
  const ref = useRef<HTMLDialogElement>(null)
  const wasOpen = useRef(false)
  const latest = useLatest(options)
  const isOpen = index !== undefined

  useEffect(() => {
    const dialog = ref.current
    if (isOpen && dialog && !dialog.open) {
      dialog.showModal()
      // Not its first button: the key that opened it, held a moment longer, would press it.
      dialog.focus()
    }
    if (!isOpen && dialog?.open) dialog.close()
    // Browsers give the focus back to whatever had it, where that is still there.
    if (!isOpen && wasOpen.current && !isFocusSomewhere()) latest.current.onClosed()
    wasOpen.current = isOpen
  }, [isOpen, latest])

  return useMemo(
    () => ({
      ref,
      tabIndex: -1,
      'aria-label': label,
      onClose: close,
      onClick(event) {
        // Nothing but the backdrop is the dialog itself: its content covers it.
        if (event.target === event.currentTarget) close()
      },
      onKeyDown(event) {
        if (index === undefined || hasModifier(event)) return
        const zooming = zoomKeys[event.key]
        if (zooming !== undefined) {
          event.preventDefault()
          zoomBy(zooming)
          return
        }
        // A range moves by these keys itself, and a picture that is larger than its room scrolls by them.
        const { target, currentTarget } = event
        if (target instanceof HTMLInputElement) return
        if (zoom > 1 && target instanceof Element && target.matches('[data-zoom]')) return
        const place = { index, count, columns: 1, rows: leap, isRightToLeft: isRightToLeft(currentTarget) }
        const next = stepInGrid(event.key, place)
        if (next === undefined) return
        event.preventDefault()
        show(next)
      },
    }),
    [index, count, label, zoom, show, zoomBy, close],
  )
}

const zoomKeys: Readonly<Record<string, 1 | -1 | 0>> = { '+': 1, '=': 1, '-': -1, '0': 0 }

function isFocusSomewhere(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body
}
