'use client'

import {
  useEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
} from 'react'
import type { GalleryFrame } from '../../ui/gallery/frames.ts'
import type { FrameZoom } from '../../ui/gallery/gallery-state.ts'
import { gridTarget, hasModifier, isRightToLeft } from '../../ui/gallery/grid.ts'
import { loadWithRetries } from '../../lib/load-chunk.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'
import { useLatest } from '../use-latest.ts'
import type { GalleryActions } from './use-gallery-actions.ts'

/** Frames skipped by PageUp and PageDown. */
const pageStep = 10

const zoomKeys: Readonly<Record<string, 1 | -1 | 0>> = { '+': 1, '=': 1, '-': -1, '0': 0 }

/** Props of the native `<dialog>` that shows one frame. */
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
  /** The frame that the dialog shows; `undefined` while it is closed. */
  shown: GalleryFrame | undefined
  count: number
  zoom: FrameZoom
  actions: GalleryActions
  /** Called after the dialog has closed and the browser has restored the focus. */
  onClosed(lastShown: number): void
}

/** Opens and closes a native modal dialog: Escape, the backdrop and the inert page come with it. */
export function useFrameDialog(options: Options): FrameDialogProps {
  const { shown, count, zoom, actions } = options
  const { show, zoomBy, close } = actions
  const [index, label] = [shown?.index, shown?.label]
  const ref = useDialogElement(options)

  return useMemo(
    () => ({
      ref,
      tabIndex: -1,
      'aria-label': label,
      onClose: close,
      onClick(event) {
        // The content covers the dialog, so that only a click on the backdrop targets the dialog itself.
        if (targetOf(event) === event.currentTarget) close()
      },
      onKeyDown(event) {
        if (index === undefined || hasModifier(event)) return
        const direction = zoomKeys[event.key]
        if (direction !== undefined) {
          event.preventDefault()
          zoomBy(direction)
          return
        }
        // The scrubber and the zoomed viewport handle these keys themselves.
        const target = targetOf(event)
        if (target.localName === 'input' || (zoom > 1 && target.matches('[data-zoom]'))) return
        const position = { index, count, columns: 1, rows: pageStep }
        const next = gridTarget(event.key, { ...position, isRightToLeft: isRightToLeft(event.currentTarget) })
        if (next === undefined) return
        event.preventDefault()
        show(next)
      },
    }),
    [ref, index, count, label, zoom, show, zoomBy, close],
  )
}

/** The innermost target, also inside a custom element's shadow tree. */
function targetOf({ nativeEvent, target }: MouseEvent | KeyboardEvent): Element {
  return (nativeEvent.composedPath()[0] ?? target) as Element
}

function useDialogElement(options: Options): RefObject<HTMLDialogElement | null> {
  const { fileId, shown } = options
  const index = shown?.index
  const ref = useRef<HTMLDialogElement>(null)
  const lastShown = useRef<number>(undefined)
  const latest = useLatest(options)
  const isOpen = index !== undefined

  useEffect(() => {
    const dialog = ref.current
    if (isOpen && dialog && !dialog.open) {
      dialog.showModal()
      // Not the first button, which `showModal` focuses: key repeat of the Enter that opened the dialog would press it.
      dialog.focus()
    }
    if (!isOpen && dialog?.open) dialog.close()
    if (isOpen || lastShown.current === undefined) return
    latest.current.onClosed(lastShown.current)
    lastShown.current = undefined
  }, [isOpen, latest])

  useEffect(() => {
    // After Escape the browser focuses a frame, which activates it while the state still says that the dialog is open.
    if (index !== undefined && ref.current?.open !== false) lastShown.current = index
  }, [index])

  useEffect(
    () => () => {
      // The index belongs to the previous file.
      if (lastShown.current !== undefined) lastShown.current = 0
    },
    [fileId],
  )
  return ref
}

/** Props of the element in the dialog that shows the frame; it scrolls while the frame is magnified. */
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

type ViewportOptions = { label: string; zoom: FrameZoom; setZoom(zoom: FrameZoom): void }

/** Zooms with a double click and pans with the mouse. */
export function useZoomViewport({ label, zoom, setZoom }: ViewportOptions): FrameViewportProps {
  const ref = useRef<HTMLDivElement>(null)
  const previousZoom = useRef<FrameZoom>(1)

  // Keeps the centre in the centre.
  useIsomorphicLayoutEffect(() => {
    const viewport = ref.current
    const factor = zoom / previousZoom.current
    previousZoom.current = zoom
    if (!viewport || factor === 1) return
    const [x, y] = [viewport.clientWidth / 2, viewport.clientHeight / 2]
    // In right-to-left content `scrollLeft` runs from 0 to negative values.
    const sign = isRightToLeft(viewport) ? -1 : 1
    viewport.scrollLeft = sign * ((sign * viewport.scrollLeft + x) * factor - x)
    viewport.scrollTop = (viewport.scrollTop + y) * factor - y
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
        if (currentTarget.hasPointerCapture(pointerId)) currentTarget.scrollBy(-movementX, -movementY)
      },
    }),
    [label, zoom, setZoom],
  )
}

type PlaybackOptions = {
  isPlaying: boolean
  frames: readonly GalleryFrame[]
  /** The frame that the dialog shows. */
  shown: GalleryFrame | undefined
  framesPerSecond: number
  actions: GalleryActions
}

// Outside the hook: the React Compiler does not compile functions with an `import()`.
const importPlayback = () => import('../../ui/gallery/playback.ts')

/** Advances to the next frame when it is due. The code is loaded with the first playback. */
export function useFramePlayback(options: PlaybackOptions): void {
  const { isPlaying, shown, framesPerSecond } = options
  const index = shown?.index
  const latest = useLatest(options)
  const images = useRef(new Map<string, Promise<unknown>>())

  useEffect(() => {
    if (!isPlaying || index === undefined) return
    const { frames, actions } = latest.current
    const controller = new AbortController()
    const { signal } = controller
    const step = { frames, index, framesPerSecond, images: images.current, signal, ...actions }
    loadWithRetries(importPlayback, signal)
      .then(({ playNextFrame }) => (signal.aborted ? undefined : playNextFrame(step)))
      // The playback has ended before its code was loaded.
      .catch(() => undefined)
    return () => {
      controller.abort()
    }
  }, [isPlaying, index, framesPerSecond, latest])
}
