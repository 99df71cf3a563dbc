'use client'

import { useEffect, useMemo, useState, type RefCallback } from 'react'
import { keepFocus } from './keep-focus.ts'

/** Attributes of the element that keeps the focus inside. */
export type KeptFocusProps<T extends HTMLElement> = { ref: RefCallback<T>; tabIndex: -1 }

/**
 * Keeps the focus in an element when what held it is removed: it goes to the next, else the previous, else the
 * element itself.
 *
 * @example
 * <ul {...useKeptFocus()}>{ids.map((id) => <Row key={id} id={id} />)}</ul>
 */
export function useKeptFocus<T extends HTMLElement>(): KeptFocusProps<T> {
  const [root, setRoot] = useState<T | null>(null)
  useEffect(() => (root ? keepFocus(root) : undefined), [root])
  return useMemo(() => ({ ref: setRoot, tabIndex: -1 }), [])
}
