'use client'

import { useMemo, useRef, type RefObject } from 'react'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'

type Options = { scroller: RefObject<HTMLDivElement | null>; activate(index: number): void }

/** Focuses and scrolls to frames, including those that are rendered only once they are active. */
export function useFrameFocus({ scroller, activate }: Options) {
  const pending = useRef<{ index: number; onRendered(cell: HTMLElement): void }>(undefined)

  const actions = useMemo(() => {
    function reveal(index: number, onRendered: (cell: HTMLElement) => void) {
      activate(index)
      const cell = findCell(scroller.current, index)
      pending.current = cell ? undefined : { index, onRendered }
      if (cell) onRendered(cell)
    }
    function focus(index: number) {
      reveal(index, (cell) => {
        // Without `preventScroll`, browsers centre the focused element and the grid jumps at every row.
        cell.focus({ preventScroll: true })
        cell.scrollIntoView({ block: 'nearest' })
      })
    }
    return {
      focus,
      /** Focuses a frame if the focus is lost or on another frame; focus outside the grid stays where it is. */
      restoreFocus(index: number) {
        const element = scroller.current
        if (!element) return
        const focused = focusedElement(element.ownerDocument)
        if (!focused || focused === element.ownerDocument.body || element.contains(focused)) focus(index)
      },
      /** Activates a frame and scrolls the grid to it, but not the page. */
      scrollToFrame(index: number) {
        reveal(index, (cell) => {
          if (scroller.current) scrollWithin(scroller.current, cell)
        })
      },
    }
  }, [scroller, activate])

  useIsomorphicLayoutEffect(() => {
    if (!pending.current) return
    const { index, onRendered } = pending.current
    const cell = findCell(scroller.current, index)
    if (!cell) return
    pending.current = undefined
    onRendered(cell)
  })
  return actions
}

function findCell(scroller: HTMLElement | null, index: number): HTMLElement | undefined {
  return scroller?.querySelector<HTMLElement>(`[data-frame="${index}"]`) ?? undefined
}

/** `document.activeElement` stops at the host of a shadow tree. */
function focusedElement({ activeElement }: Document): Element | null {
  let focused = activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused
}

function scrollWithin(scroller: HTMLElement, cell: HTMLElement) {
  const [view, box] = [scroller.getBoundingClientRect(), cell.getBoundingClientRect()]
  const [above, below] = [box.top - view.top, box.bottom - view.bottom]
  if (above < 0) scroller.scrollTop += above
  else if (below > 0) scroller.scrollTop += below
}
