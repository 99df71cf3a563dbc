'use client'

import { useEffect, useMemo, useState, type RefCallback } from 'react'
import { dropzoneNear } from './dropzone-near.ts'
import { keepFocus } from './keep-focus.ts'

/** Attributes of the element that keeps the focus inside. */
export type KeptFocusProps<T extends HTMLElement> = { ref: RefCallback<T>; tabIndex: -1 }

/**
 * Keeps the focus in an element when what held it is removed: it goes to the next, else the previous, else the
 * element itself.
 *
 * @param last takes it when nothing is left inside: the element, or the nearest dropzone where there is one
 * @example
 * <ul {...useKeptFocus()}>{ids.map((id) => <Row key={id} id={id} />)}</ul>
 */
export function useKeptFocus<T extends HTMLElement>(
  last: 'itself' | 'dropzone' = 'itself',
): KeptFocusProps<T> {
  const [root, setRoot] = useState<T | null>(null)
  useEffect(
    () => (root ? keepFocus(root, last === 'dropzone' ? dropzoneNear : undefined) : undefined),
    [root, last],
  )
  return useMemo(() => ({ ref: setRoot, tabIndex: -1 }), [])
}
