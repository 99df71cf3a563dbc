'use client'

import { useMemo, useState } from 'react'

/** A list whose first items are shown, and whose rest is shown on demand. */
export type CollapsibleList<T> = {
  first: readonly T[]
  rest: readonly T[]
  /** Whether the rest is shown. */
  isOpen: boolean
  /** Attributes of a `<details>` around the rest. */
  detailsProps: { onToggle(event: { currentTarget: HTMLDetailsElement }): void }
}

/** Collapses a list to its first `count` items. Render the rest only while `isOpen`. */
export function useCollapsibleList<T>(items: readonly T[], count: number): CollapsibleList<T> {
  const [isOpen, setIsOpen] = useState(false)
  // A single item is as tall as the summary that would stand for it.
  const shown = items.length > count + 1 ? count : items.length
  if (isOpen && shown === items.length) setIsOpen(false)
  const first = useMemo(() => items.slice(0, shown), [items, shown])
  const rest = useMemo(() => items.slice(shown), [items, shown])
  const detailsProps = useMemo<CollapsibleList<T>['detailsProps']>(
    () => ({
      onToggle({ currentTarget }) {
        setIsOpen(currentTarget.open)
      },
    }),
    [],
  )
  return useMemo(() => ({ first, rest, isOpen, detailsProps }), [first, rest, isOpen, detailsProps])
}
