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

const preloadedFrames = 4

/** Advances to the next frame once it is due and its image is decoded, so that no frame is shown empty. */
export function useFramePlayback(options: PlaybackOptions): void {
  const { isPlaying, shown, framesPerSecond } = options
  const index = shown?.index
  const latest = useLatest(options)
  const images = useRef(new Map<string, Promise<unknown>>())

  useEffect(() => {
    if (!isPlaying || index === undefined) return
    const { frames, actions } = latest.current
    const upcoming = upcomingFrames(frames, index)
    const [next] = upcoming
    if (!next) {
      actions.pause()
      return
    }
    const cache = images.current
    for (const { url } of upcoming) if (!cache.has(url)) cache.set(url, decodeImage(url))
    for (const url of cache.keys()) if (cache.size > 2 * preloadedFrames) cache.delete(url)

    let isCancelled = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const isDue = new Promise((resolve) => {
      timer = setTimeout(resolve, 1000 / framesPerSecond)
    })
    void Promise.all([isDue, cache.get(next.url)]).then(() => {
      if (!isCancelled) actions.advance(next.index)
    })
    return () => {
      isCancelled = true
      clearTimeout(timer)
    }
  }, [isPlaying, index, framesPerSecond, latest])
}

/** The next frames that have an image. */
function upcomingFrames(frames: readonly GalleryFrame[], index: number): { index: number; url: string }[] {
  const upcoming: { index: number; url: string }[] = []
  for (let next = index + 1; next < frames.length && upcoming.length < preloadedFrames; next++) {
    const url = frames[next]?.url
    if (url !== undefined) upcoming.push({ index: next, url })
  }
  return upcoming
}

/** Resolves for a broken image too: when it is shown, its `onError` refetches the frames or marks it. */
async function decodeImage(url: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = url
  await image.decode().catch(() => undefined)
  return image
}
