import { useEffect, type ReactElement, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'

/** Renders, and resolves with what a component below hands out by `Handle`. */
export function mount<T>(root: HTMLElement, render: (hand: (value: T) => void) => ReactElement): Promise<T> {
  return new Promise((resolve) => {
    createRoot(root).render(render(resolve))
  })
}

/** Hands a value out once it is mounted. */
export function Handle<T>({
  value,
  hand,
  children,
}: {
  value: T
  hand: (value: T) => void
  children?: ReactNode
}) {
  useEffect(() => hand(value), [value, hand])
  return children
}
