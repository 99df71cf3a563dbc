'use client'

import { useEffect, useMemo, useState, type RefCallback } from 'react'
import { nearestDropzone } from '../../ui/a11y/nearest-dropzone.ts'
import { restoreFocusOnRemoval } from '../../ui/a11y/restore-focus.ts'

/** Attributes of the element that keeps the focus inside. */
export type FocusRestoreProps<T extends HTMLElement> = { ref: RefCallback<T>; tabIndex: -1 }

/**
 * Keeps the focus in an element when what held it is removed: it goes to the next, else the previous, else the
 * element itself.
 *
 * @param last takes it when nothing is left inside: the element, or the nearest dropzone where there is one
 * @example
 * <ul {...useFocusRestore()}>{ids.map((id) => <Row key={id} id={id} />)}</ul>
 */
export function useFocusRestore<T extends HTMLElement>(
  last: 'itself' | 'dropzone' = 'itself',
): FocusRestoreProps<T> {
  const [root, setRoot] = useState<T | null>(null)
  useEffect(
    () => (root ? restoreFocusOnRemoval(root, last === 'dropzone' ? nearestDropzone : undefined) : undefined),
    [root, last],
  )
  return useMemo(() => ({ ref: setRoot, tabIndex: -1 }), [])
}
