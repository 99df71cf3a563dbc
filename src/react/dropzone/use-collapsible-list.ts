'use client'

import { useMemo, useState } from 'react'

/** A list in two: what is shown at once, and the rest for those who ask for it. */
export type CollapsibleList<T> = {
  first: readonly T[]
  rest: readonly T[]
  /** Whether the rest is shown too. */
  isOpen: boolean
  /** For a `<details>` around the rest. */
  detailsProps: { onToggle(event: { currentTarget: HTMLDetailsElement }): void }
}

/** Splits a long list, so that it does not push away what is below. The rest is not rendered before it is asked for. */
export function useCollapsibleList<T>(items: readonly T[], count: number): CollapsibleList<T> {
  const [isOpen, setIsOpen] = useState(false)
  // A rest of one takes no more room than the words about it.
  const at = items.length > count + 1 ? count : items.length
  if (isOpen && at === items.length) setIsOpen(false)
  const first = useMemo(() => items.slice(0, at), [items, at])
  const rest = useMemo(() => items.slice(at), [items, at])
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
