'use client'

import { useEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import type { FrameZoom } from '../../ui/gallery/gallery-state.ts'
import { hasModifier } from '../../ui/gallery/has-modifier.ts'
import { isRightToLeft } from '../../ui/gallery/measure-grid.ts'
import { getGridTarget } from '../../ui/gallery/grid-navigation.ts'
import { useLatest } from '../use-latest.ts'

/** Frames that PageUp and PageDown leap over. */
const pageStep = 10

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
  fileId: string | undefined
  /** The frame that is shown; `undefined` while the dialog is closed. */
  index: number | undefined
  count: number
  label: string | undefined
  zoom: FrameZoom
  show(index: number): void
  zoomBy(direction: 1 | -1 | 0): void
  close(): void
  /** Hears which frame was shown last, once the browser has given the focus back to what opened the dialog. */
  onClosed(lastShown: number): void
}

/** Opens and closes a native dialog, which brings Escape, the backdrop and an inert page along. */
export function useFrameDialog(options: Options): FrameDialogProps {
  const { fileId, index, count, label, zoom, show, zoomBy, close } = options
  const ref = useRef<HTMLDialogElement>(null)
  const lastShown = useRef<number>(undefined)
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
    if (isOpen || lastShown.current === undefined) return
    latest.current.onClosed(lastShown.current)
    lastShown.current = undefined
  }, [isOpen, latest])

  useEffect(() => {
    // One that Escape has closed gave the focus back to a frame already, which is shown for that.
    if (index !== undefined && ref.current?.open !== false) lastShown.current = index
  }, [index])

  useEffect(
    () => () => {
      // Of another film nothing has been shown.
      if (lastShown.current !== undefined) lastShown.current = 0
    },
    [fileId],
  )

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
        const place = {
          index,
          count,
          columns: 1,
          rows: pageStep,
          isRightToLeft: isRightToLeft(currentTarget),
        }
        const next = getGridTarget(event.key, place)
        if (next === undefined) return
        event.preventDefault()
        show(next)
      },
    }),
    [index, count, label, zoom, show, zoomBy, close],
  )
}

const zoomKeys: Readonly<Record<string, 1 | -1 | 0>> = { '+': 1, '=': 1, '-': -1, '0': 0 }
