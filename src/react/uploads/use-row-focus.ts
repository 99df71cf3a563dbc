'use client'

import { useMemo, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import type { ListChunk } from '../../ui/uploads/list-chunk.ts'
import type { RowFocus } from '../../ui/uploads/list-focus.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'

/** Follows the focus from row to row, and passes it on when its row is removed. Does nothing without its code. */
export function useRowFocus(ids: readonly string[], chunk: ListChunk | undefined) {
  const [focus, setFocus] = useState<RowFocus>()
  const list = useRef<HTMLElement>(null)
  // During rendering, so that the row which takes the focus is rendered in the same commit.
  if (chunk && focus && focus.ids !== ids) setFocus(chunk.moveRowFocus(focus, ids))

  useIsomorphicLayoutEffect(() => {
    if (chunk && list.current && focus?.isPending) chunk.focusRow(list.current, focus)
  }, [chunk, focus])

  const focusProps = useMemo(
    () => ({
      onFocus({ currentTarget, target }: FocusEvent<HTMLElement>) {
        list.current = currentTarget
        setFocus((current) => chunk?.rowFocusOf(target, ids) ?? current)
      },
      onBlur({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) {
        // When the window loses the focus, the document keeps its active element.
        const isInside =
          currentTarget.contains(relatedTarget) ||
          currentTarget.contains(currentTarget.ownerDocument.activeElement)
        if (!isInside) setFocus(undefined)
      },
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        const next = focus && chunk?.rowFocusOfKey(event, focus, ids)
        if (!next) return
        event.preventDefault()
        setFocus(next)
      },
    }),
    [chunk, focus, ids],
  )
  return { focusedId: focus?.id, focusProps }
}
