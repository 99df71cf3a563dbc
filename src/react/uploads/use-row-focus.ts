'use client'

import { useMemo, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { focusableFromEnd, indexFromEnd } from '../../ui/a11y/focusables.ts'
import { moveRowFocus, rowOfKey, type RowFocus } from '../../ui/uploads/list-focus.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'

/** Follows the focus from row to row, and passes it on when its row is removed. */
export function useRowFocus(ids: readonly string[]) {
  const [focus, setFocus] = useState<RowFocus>()
  const list = useRef<HTMLElement>(null)
  // During rendering, so that the row which takes the focus is rendered in the same commit.
  if (focus && focus.ids !== ids) setFocus(moveRowFocus(focus, ids))

  useIsomorphicLayoutEffect(() => {
    if (!focus?.isPending) return
    const row = list.current?.querySelector(`[data-upload="${CSS.escape(focus.id)}"]`)
    if (row) focusableFromEnd(row, focus.index)?.focus()
  }, [focus])

  const focusProps = useMemo(
    () => ({
      onFocus({ currentTarget, target }: FocusEvent<HTMLElement>) {
        const row = target.closest<HTMLElement>('[data-upload]')
        const id = row?.dataset['upload']
        if (!row || id === undefined) return
        list.current = currentTarget
        setFocus({ id, index: indexFromEnd(row, target), ids, isPending: false })
      },
      onBlur({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) {
        // When the window loses the focus, the document keeps its active element.
        const isInside =
          currentTarget.contains(relatedTarget) ||
          currentTarget.contains(currentTarget.ownerDocument.activeElement)
        if (!isInside) setFocus(undefined)
      },
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        const { altKey, ctrlKey, metaKey } = event
        if (!focus || altKey || ctrlKey || metaKey || event.defaultPrevented) return
        const row = rowOfKey(event.key, ids.indexOf(focus.id), ids.length)
        const id = row === undefined ? undefined : ids[row]
        if (id === undefined) return
        event.preventDefault()
        setFocus({ ...focus, id, ids, isPending: true })
      },
    }),
    [focus, ids],
  )
  return { focusedId: focus?.id, focusProps }
}
