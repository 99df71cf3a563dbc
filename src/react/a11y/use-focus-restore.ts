'use client'

import { useEffect, useMemo, useRef, useState, type RefCallback } from 'react'
import { createChunk } from '../../ui/chunk.ts'
import { useChunk } from '../use-chunk.ts'

/** Options of `useFocusRestore`. */
export type UseFocusRestoreOptions = {
  /** What takes the focus when nothing focusable is left inside. @default 'self' */
  fallback?: 'self' | 'dropzone' | undefined
}

/** Attributes of the element that keeps the focus inside. */
export type FocusRestoreProps<T extends HTMLElement> = { ref: RefCallback<T>; tabIndex: -1 }

/**
 * Keeps the focus inside an element when the focused child is removed: it moves to the next focusable element, else to
 * the previous one, else to the fallback.
 *
 * @example
 * <ul {...useFocusRestore()}>{ids.map((id) => <Row key={id} id={id} />)}</ul>
 */
export function useFocusRestore<T extends HTMLElement>({
  fallback = 'self',
}: UseFocusRestoreOptions = {}): FocusRestoreProps<T> {
  const [root, setRoot] = useState<T | null>(null)
  useFocusRestoration(root, fallback)
  return useMemo(() => ({ ref: setRoot, tabIndex: -1 }), [])
}

const focusRestoration = /* @__PURE__ */ createChunk(() => import('../../ui/a11y/restore-focus.ts'))

/**
 * Does what `useFocusRestore` does, for an element at hand. The code is loaded once the focus is inside.
 *
 * @returns whether the focus has been inside
 */
export function useFocusRestoration(root: HTMLElement | null, fallback: 'self' | 'dropzone'): boolean {
  const [focusedRoot, setFocusedRoot] = useState<HTMLElement>()
  const wasFocused = focusedRoot !== undefined && focusedRoot === root
  const chunk = useChunk(focusRestoration, wasFocused)
  const before = useRef<FocusHistory>({ focused: undefined, removals: [] })

  useEffect(() => {
    if (!root) return undefined
    if (chunk) {
      const { nearestDropzone, restoreFocusOnRemoval } = chunk
      return restoreFocusOnRemoval(
        root,
        before.current,
        fallback === 'dropzone' ? nearestDropzone : undefined,
      )
    }
    return recordFocus(root, before.current, () => setFocusedRoot(root))
  }, [root, chunk, fallback])
  return wasFocused
}

type FocusHistory = { focused: Element | undefined; removals: MutationRecord[] }

/** Records what the code that restores the focus needs to know once it is loaded. */
function recordFocus(root: HTMLElement, history: FocusHistory, onFocus: () => void): () => void {
  const controller = new AbortController()
  const observer = new MutationObserver((records) => history.removals.push(...records))
  const setFocused = (element: EventTarget | null | undefined) => {
    if (!root.contains(element as Node | null)) return
    history.focused = element as Element
    history.removals = []
    observer.observe(root, { childList: true, subtree: true })
    onFocus()
  }
  // The focus may have come before, as with `autoFocus`.
  setFocused((root.getRootNode() as Document).activeElement)
  root.addEventListener('focusin', (event) => setFocused(event.composedPath()[0]), {
    signal: controller.signal,
  })
  return () => {
    controller.abort()
    history.removals.push(...observer.takeRecords())
    observer.disconnect()
  }
}
