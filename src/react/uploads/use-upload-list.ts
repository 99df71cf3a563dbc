'use client'

import { useMemo, type CSSProperties, type FocusEvent, type KeyboardEvent, type RefCallback } from 'react'
import { withFocusedRows } from '../../ui/uploads/list-focus.ts'
import { useListWindow } from './use-list-window.ts'
import { useRowFocus } from './use-row-focus.ts'
import { useUploadIds } from './use-uploads.ts'

// Shorter lists are rendered whole: the browser's search finds every row.
const windowingThreshold = 50

/** Options of `useUploadList`. */
export type UseUploadListOptions = {
  /** Estimated height of a row in pixels, until rows have been measured. @default 61 */
  rowSize?: number | undefined
}

/** Attributes of a row. */
export type UploadListItemProps = {
  ref?: RefCallback<HTMLElement>
  'data-upload': string
  'aria-setsize'?: number
  'aria-posinset'?: number
  style?: CSSProperties
}

/** What `useUploadList` returns. */
export type UseUploadListResult = {
  /** The rows to render, in order: all of a short list, those in view of a long one. */
  rows: readonly { id: string; itemProps: UploadListItemProps }[]
  /** The number of uploads. */
  count: number
  /** Whether only rows in view are rendered: from 50 uploads on. */
  isWindowed: boolean
  /** Attributes of the list element, the parent of the rows. */
  listProps: {
    ref: RefCallback<HTMLElement>
    role: 'list'
    onFocus(event: FocusEvent<HTMLElement>): void
    onBlur(event: FocusEvent<HTMLElement>): void
    onKeyDown(event: KeyboardEvent<HTMLElement>): void
    style?: CSSProperties
  }
}

/**
 * The rows of a list of all uploads. From 50 uploads on only rows in view are rendered, whatever scrolls: the list, an
 * ancestor, or the page. Re-renders when uploads are added or removed and on scrolling, not on progress.
 *
 * A focused row stays rendered when it is scrolled out of view, and passes the focus to its neighbour when it is
 * removed. Arrow keys, Home and End move the focus from row to row.
 *
 * @example
 * const { rows, listProps } = useUploadList()
 * <ul {...listProps}>{rows.map(({ id, itemProps }) => <li key={id} {...itemProps}><Row id={id} /></li>)}</ul>
 */
export function useUploadList({ rowSize = 61 }: UseUploadListOptions = {}): UseUploadListResult {
  const ids = useUploadIds()
  const isWindowed = ids.length >= windowingThreshold
  const { focusedId, focusProps } = useRowFocus(ids)
  const { range, offsets, listRef, rowRef } = useListWindow(ids, rowSize, isWindowed)

  const rows = useMemo(() => {
    if (!isWindowed) return ids.map((id) => ({ id, itemProps: { 'data-upload': id } }))
    const focused = focusedId === undefined ? -1 : ids.indexOf(focusedId)
    return withFocusedRows(range, focused, ids.length).flatMap((index) => {
      const id = ids[index]
      if (id === undefined) return []
      const itemProps: UploadListItemProps = {
        ref: rowRef,
        'data-upload': id,
        'aria-setsize': ids.length,
        'aria-posinset': index + 1,
        style: { position: 'absolute', insetInline: 0, insetBlockStart: offsets[index] },
      }
      return [{ id, itemProps }]
    })
  }, [ids, isWindowed, focusedId, range, offsets, rowRef])

  const blockSize = isWindowed ? offsets.at(-1) : undefined
  const listProps = useMemo(
    (): UseUploadListResult['listProps'] => ({
      ref: listRef,
      // VoiceOver in Safari drops the list semantics of a list without markers unless it has the role.
      role: 'list',
      ...focusProps,
      ...(blockSize !== undefined && { style: { position: 'relative', blockSize } }),
    }),
    [listRef, focusProps, blockSize],
  )
  return { rows, count: ids.length, isWindowed, listProps }
}
