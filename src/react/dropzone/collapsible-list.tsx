'use client'

import type { Key, ReactNode } from 'react'
import { useCollapsibleList } from './use-collapsible-list.ts'
import { dropzoneMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'

type Props<T> = {
  items: readonly T[]
  label: string
  keyOf(item: T, place: number): Key
  children(item: T): ReactNode
}

const shownAtOnce = 4

/** The first of many; the rest unfolds, and scrolls. */
export function CollapsibleList<T>({ items, label, keyOf, children }: Props<T>) {
  const messages = useMessages(dropzoneMessages)
  const { first, rest, isOpen, detailsProps } = useCollapsibleList(items, shownAtOnce)
  const list = (some: readonly T[], from: number) =>
    some.map((item, place) => (
      <li key={keyOf(item, from + place)} className="rp-short-item">
        {children(item)}
      </li>
    ))
  return (
    <>
      <ul className="rp-list" role="list">
        {list(first, 0)}
      </ul>
      {rest.length > 0 && (
        <details className="rp-more" {...detailsProps}>
          <summary className="rp-more-summary">{messages.dropzone.showMore(rest.length)}</summary>
          {isOpen && (
            <div className="rp-more-files" role="group" aria-label={label} tabIndex={0}>
              <ul className="rp-list" role="list">
                {list(rest, first.length)}
              </ul>
            </div>
          )}
        </details>
      )}
    </>
  )
}
