'use client'

import { useEffect, useMemo, useState, type RefCallback } from 'react'
import { nearestDropzone, restoreFocusOnRemoval } from '../../ui/a11y/restore-focus.ts'

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
  useEffect(
    () =>
      root ? restoreFocusOnRemoval(root, fallback === 'dropzone' ? nearestDropzone : undefined) : undefined,
    [root, fallback],
  )
  return useMemo(() => ({ ref: setRoot, tabIndex: -1 }), [])
}
