'use client'

import { useMemo, useState, type Key, type ReactNode } from 'react'
import type { FileRejection } from '../../ui/dropzone/file-selection.ts'
import { dropzoneCode } from '../../ui/dropzone/load-dropzone.ts'
import { dropzoneMessages } from '../../ui/i18n/message-groups.ts'
import { useChunk } from '../use-chunk.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { IconButton } from '../icon-button.tsx'
import { Icon } from '../icon.tsx'
import type { UseFileDropzoneResult } from './use-file-dropzone.ts'

type DuplicatesProps = {
  dropzone: Pick<UseFileDropzoneResult, 'duplicates' | 'addDuplicate' | 'skipDuplicate'>
}

/** Asks about files that are already added. It takes no focus and blocks nothing: ignoring it skips the files. */
export function FileDuplicates({ dropzone: { duplicates, addDuplicate, skipDuplicate } }: DuplicatesProps) {
  const idleMessages = useMessages(dropzoneMessages).dropzone
  // It has found the duplicates, and has the English texts about them.
  const code = useChunk(dropzoneCode, false)
  if (!code || duplicates.length === 0) return null
  const messages = code.withEnglish(idleMessages)
  const title = messages.duplicatesTitle(duplicates.length)
  return (
    <div className="rp-notice" data-kind="duplicates" role="group" aria-label={title}>
      <div className="rp-notice-head">
        <Icon name="copies" />
        <p className="rp-notice-title">{title}</p>
        {duplicates.length > 1 && (
          <DuplicateActions
            addText={messages.addAllDuplicates}
            skipText={messages.skipAllDuplicates}
            onAdd={() => addDuplicate()}
            onSkip={() => skipDuplicate()}
          />
        )}
      </div>
      <CollapsibleList items={duplicates} label={title} keyOf={({ id }) => id}>
        {({ id, name }) => (
          <>
            <span className="rp-short-name">
              <bdi>{name}</bdi>
            </span>
            <DuplicateActions
              addText={messages.addDuplicate}
              addLabel={messages.addDuplicateNamed(name)}
              skipText={messages.skipDuplicate}
              skipLabel={messages.skipDuplicateNamed(name)}
              onAdd={() => addDuplicate(id)}
              onSkip={() => skipDuplicate(id)}
            />
          </>
        )}
      </CollapsibleList>
    </div>
  )
}

type DuplicateActionsProps = {
  addText: string
  /** Accessible name, where the text does not say which file is meant. */
  addLabel?: string | undefined
  skipText: string
  skipLabel?: string | undefined
  onAdd(): void
  onSkip(): void
}

/** Adds a duplicate again or skips it, or all of them. */
function DuplicateActions({ addText, addLabel, skipText, skipLabel, onAdd, onSkip }: DuplicateActionsProps) {
  return (
    <div className="rp-duplicate-actions">
      <button type="button" className="rp-button" aria-label={addLabel} onClick={onAdd}>
        {addText}
      </button>
      <button type="button" className="rp-button" aria-label={skipLabel} onClick={onSkip}>
        {skipText}
      </button>
    </div>
  )
}

type RejectionsProps = { rejections: readonly FileRejection[]; onDismiss(): void }

/** Lists the rejected files with their reasons. */
export function FileRejections({ rejections, onDismiss }: RejectionsProps) {
  const messages = useMessages(dropzoneMessages).dropzone
  if (rejections.length === 0) return null
  const title = messages.rejectionsTitle(rejections.length)
  return (
    <div className="rp-notice" data-kind="rejections">
      <div className="rp-notice-head">
        <Icon name="alert" />
        <p className="rp-notice-title">{title}</p>
        <IconButton icon="close" label={messages.dismissRejections} onClick={onDismiss} />
      </div>
      <CollapsibleList items={rejections} label={title} keyOf={(_, index) => index}>
        {({ name, error }) => (
          <>
            <span className="rp-short-name">
              <bdi>{name}</bdi>
            </span>{' '}
            <span className="rp-reason">{error.message}</span>
          </>
        )}
      </CollapsibleList>
    </div>
  )
}

type ListProps<T> = {
  items: readonly T[]
  label: string
  keyOf(item: T, index: number): Key
  children(item: T): ReactNode
}

const collapsedLength = 4

/** A list that shows its first items; the rest expands into a scrollable box. */
function CollapsibleList<T>({ items, label, keyOf, children }: ListProps<T>) {
  const messages = useMessages(dropzoneMessages).dropzone
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
          <summary className="rp-more-summary">{messages.showMore(rest.length)}</summary>
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

/** A list whose first items are shown, and whose rest is shown on demand. */
type CollapsibleList<T> = {
  first: readonly T[]
  rest: readonly T[]
  /** Whether the rest is shown. */
  isOpen: boolean
  /** Attributes of a `<details>` around the rest. */
  detailsProps: { onToggle(event: { currentTarget: HTMLDetailsElement }): void }
}

/** Collapses a list to its first `count` items. Render the rest only while `isOpen`. */
function useCollapsibleList<T>(items: readonly T[], count: number): CollapsibleList<T> {
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
