'use client'

import { useEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import { hasModifier } from './has-modifier.ts'
import { stepInGrid } from './step-in-grid.ts'
import { useLatest } from './use-latest.ts'

/** Frames that PageUp and PageDown leap over. */
const leap = 10

/** Attributes of a native `<dialog>` that shows one frame. */
export type FrameDialogProps = {
  ref: RefObject<HTMLDialogElement | null>
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
  show(index: number): void
  close(): void
  /** Gives the focus back to the frame that opened it. */
  onClosed(): void
}

/** Opens and closes a native dialog, which brings Escape, the backdrop and an inert page along. */
export function useFrameDialog(options: Options): FrameDialogProps {
  const { index, count, label, show, close } = options
  const ref = useRef<HTMLDialogElement>(null)
  const wasOpen = useRef(false)
  const latest = useLatest(options)
  const isOpen = index !== undefined

  useEffect(() => {
    const dialog = ref.current
    if (isOpen && dialog && !dialog.open) dialog.showModal()
    if (!isOpen && dialog?.open) dialog.close()
    if (!isOpen && wasOpen.current) latest.current.onClosed()
    wasOpen.current = isOpen
  }, [isOpen, latest])

  return useMemo(
    () => ({
      ref,
      'aria-label': label,
      onClose: close,
      onClick(event) {
        // Nothing but the backdrop is the dialog itself: its content covers it.
        if (event.target === event.currentTarget) close()
      },
      onKeyDown(event) {
        if (index === undefined || hasModifier(event)) return
        // A range moves by these keys itself.
        if (event.target instanceof HTMLInputElement) return
        const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
        const next = stepInGrid(event.key, { index, count, columns: 1, rows: leap, isRightToLeft })
        if (next === undefined) return
        event.preventDefault()
        show(next)
      },
    }),
    [index, count, label, show, close],
  )
}
