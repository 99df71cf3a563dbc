'use client'

import type { Key, ReactNode } from 'react'
import { useCollapsibleList } from './use-collapsible-list.ts'
import { useUploadText } from '../i18n/use-upload-text.ts'

type Props<T> = {
  items: readonly T[]
  label: string
  keyOf(item: T, index: number): Key
  children(item: T): ReactNode
}

const collapsedLength = 4

/** A list of which the first items are shown; the rest expands into a box that scrolls. */
export function CollapsibleList<T>({ items, label, keyOf, children }: Props<T>) {
  const { messages } = useUploadText()
  const { first, rest, isOpen, detailsProps } = useCollapsibleList(items, collapsedLength)
  const renderItems = (some: readonly T[], from: number) =>
    some.map((item, index) => (
      <li key={keyOf(item, from + index)} className="rp-short-item">
        {children(item)}
      </li>
    ))
  return (
    <>
      <ul className="rp-list" role="list">
        {renderItems(first, 0)}
      </ul>
      {rest.length > 0 && (
        <details className="rp-more" {...detailsProps}>
          <summary className="rp-more-summary">{messages.dropzone.showMore(rest.length)}</summary>
          {isOpen && (
            <div className="rp-more-files" role="group" aria-label={label} tabIndex={0}>
              <ul className="rp-list" role="list">
                {renderItems(rest, first.length)}
              </ul>
            </div>
          )}
        </details>
      )}
    </>
  )
}
