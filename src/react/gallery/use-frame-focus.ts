'use client'

import { useMemo, useRef, type RefObject } from 'react'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'

type Options = { scroller: RefObject<HTMLDivElement | null>; activate(index: number): void }

/** Goes to frames, those too that are not on the page yet: they are once they are active. */
export function useFrameFocus({ scroller, activate }: Options) {
  const awaited = useRef<{ index: number; arrive(cell: HTMLElement): void }>(undefined)

  const verbs = useMemo(() => {
    function go(index: number, arrive: (cell: HTMLElement) => void) {
      activate(index)
      const cell = cellOf(scroller.current, index)
      awaited.current = cell ? undefined : { index, arrive }
      if (cell) arrive(cell)
    }
    function focus(index: number) {
      go(index, (cell) => {
        cell.focus({ preventScroll: true })
        // Browsers centre what gets the focus, and so would leap at every row.
        cell.scrollIntoView({ block: 'nearest' })
      })
    }
    return {
      /** Gives a frame the focus. */
      focus,
      /** Gives a frame the focus that another has, or nothing; what lies beside the frames keeps it. */
      handOver(index: number) {
        const { activeElement: active, body } = document
        if (!active || active === body || scroller.current?.contains(active)) focus(index)
      },
      /** Brings a frame to where it is seen, and nothing around the gallery out of its place. */
      goTo(index: number) {
        go(index, (cell) => {
          if (scroller.current) scrollWithin(scroller.current, cell)
        })
      },
    }
  }, [scroller, activate])

  useIsomorphicLayoutEffect(() => {
    if (!awaited.current) return
    const { index, arrive } = awaited.current
    const cell = cellOf(scroller.current, index)
    if (!cell) return
    awaited.current = undefined
    arrive(cell)
  })
  return verbs
}

function cellOf(scroller: HTMLElement | null, index: number): HTMLElement | undefined {
  return scroller?.querySelector<HTMLElement>(`[data-frame="${index}"]`) ?? undefined
}

function scrollWithin(scroller: HTMLElement, cell: HTMLElement) {
  const [view, box] = [scroller.getBoundingClientRect(), cell.getBoundingClientRect()]
  const [above, below] = [box.top - view.top, box.bottom - view.bottom]
  if (above < 0) scroller.scrollTop += above
  else if (below > 0) scroller.scrollTop += below
}
