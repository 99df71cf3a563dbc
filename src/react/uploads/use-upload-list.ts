'use client'

import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import {
  useCallback,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type RefCallback,
} from 'react'
import { focusableFromEnd, indexFromEnd } from '../../ui/a11y/focusables.ts'
import { hasModifier } from '../../ui/gallery/grid.ts'
import { moveRowFocus, withFocusedRows, rowOfKey, type RowFocus } from '../../ui/uploads/list-focus.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'
import { useUploadIds } from './use-upload-ids.ts'

// Fewer rows than this cost nothing, and the page's own search finds them all.
const windowedFrom = 50

/** Options of `useUploadList`. */
export type UseUploadListOptions = {
  /** About how high a row is, in pixels, until it has been measured. @default 61 */
  rowSize?: number
}

/** Attributes of a row. */
export type UploadListItemProps = {
  ref?: RefCallback<HTMLElement>
  'data-upload': string
  'data-index'?: number
  'aria-setsize'?: number
  'aria-posinset'?: number
  style?: CSSProperties
}

/** What `useUploadList` gives. */
export type UseUploadListResult = {
  /** The rows to render, in order: all, or those in view where there are many. */
  rows: readonly { id: string; itemProps: UploadListItemProps }[]
  /** How many uploads there are. */
  count: number
  /** Whether rows out of view are left out: from 50 on. */
  isWindowed: boolean
  /** Of the element around the list, which scrolls: give it a greatest height and `overflow: auto`. */
  scrollProps: { ref: RefCallback<HTMLElement> }
  /** Of the list. */
  listProps: {
    role: 'list'
    onFocus(event: FocusEvent<HTMLElement>): void
    onBlur(event: FocusEvent<HTMLElement>): void
    onKeyDown(event: KeyboardEvent<HTMLElement>): void
    style?: CSSProperties
  }
}

/**
 * The rows of a list of every upload: windowed from 50 on, so that ten thousand cost as much as twenty. Renders when
 * an upload comes or goes and when the list is scrolled, never because of progress.
 *
 * A row that has the focus stays rendered however far it is scrolled away, and leaves the focus to its neighbour when
 * it is removed. Arrow keys, Home and End lead from row to row.
 *
 * @example
 * const { rows, scrollProps, listProps } = useUploadList()
 * <div {...scrollProps} style={{ maxHeight: 400, overflow: 'auto' }}>
 *   <ul {...listProps}>{rows.map(({ id, itemProps }) => <li key={id} {...itemProps}><Row id={id} /></li>)}</ul>
 * </div>
 */
export function useUploadList({ rowSize = 61 }: UseUploadListOptions = {}): UseUploadListResult {
  const ids = useUploadIds()
  const isWindowed = ids.length >= windowedFrom
  const { focus, listProps: focusProps } = useRowFocus(ids)
  const focused = useMemo(() => (focus ? ids.indexOf(focus.id) : -1), [focus, ids])

  const [scroller, scrollRef] = useState<HTMLElement | null>(null)
  const rangeExtractor = useCallback(
    (range: Range) => withFocusedRows(defaultRangeExtractor(range), focused, range.count),
    [focused],
  )
  // It is handed out in pieces that are made anew with each render: nothing of it may be memoized.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: ids.length,
    enabled: isWindowed,
    getScrollElement: () => scroller,
    estimateSize: useCallback(() => rowSize, [rowSize]),
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]),
    rangeExtractor,
    overscan: 6,
  })

  // In sight; the same array as long as nothing is scrolled or measured.
  const items = isWindowed ? virtualizer.getVirtualItems() : undefined
  const totalSize = isWindowed ? virtualizer.getTotalSize() : undefined
  const { measureElement } = virtualizer
  const rows = useMemo(() => {
    if (!items) return ids.map((id) => ({ id, itemProps: { 'data-upload': id } }))
    return items.flatMap(({ index, start }) => {
      const id = ids[index]
      if (id === undefined) return []
      const itemProps: UploadListItemProps = {
        ref: measureElement,
        'data-upload': id,
        'data-index': index,
        'aria-setsize': ids.length,
        'aria-posinset': index + 1,
        style: { position: 'absolute', insetInline: 0, insetBlockStart: start },
      }
      return [{ id, itemProps }]
    })
  }, [items, ids, measureElement])

  const scrollProps = useMemo(() => ({ ref: scrollRef }), [])
  const listProps = useMemo(
    (): UseUploadListResult['listProps'] => ({
      // Safari takes a list without markers for no list unless it is told.
      role: 'list',
      ...focusProps,
      ...(totalSize !== undefined && { style: { position: 'relative', blockSize: totalSize } }),
    }),
    [focusProps, totalSize],
  )
  return { rows, count: ids.length, isWindowed, scrollProps, listProps }
}

/** Follows the focus from row to row, and hands it on when its row is removed. */
function useRowFocus(ids: readonly string[]) {
  const [focus, setFocus] = useState<RowFocus>()
  const list = useRef<HTMLElement>(null)
  // While rendering, so that the row which is to take the focus is there in the same commit.
  if (focus && focus.ids !== ids) setFocus(moveRowFocus(focus, ids))

  useIsomorphicLayoutEffect(() => {
    if (!focus?.isDue) return
    const row = list.current?.querySelector(`[data-upload="${CSS.escape(focus.id)}"]`)
    if (row) focusableFromEnd(row, focus.place)?.focus()
  }, [focus])

  const listProps = useMemo(
    () => ({
      onFocus({ currentTarget, target }: FocusEvent<HTMLElement>) {
        const row = target.closest<HTMLElement>('[data-upload]')
        const id = row?.dataset['upload']
        if (!row || id === undefined) return
        list.current = currentTarget
        setFocus({ id, place: indexFromEnd(row, target), ids, isDue: false })
      },
      onBlur({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) {
        // When the window loses it, the page keeps it.
        const isInside =
          currentTarget.contains(relatedTarget) || currentTarget.contains(document.activeElement)
        if (!isInside) setFocus(undefined)
      },
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        if (!focus || hasModifier(event) || event.defaultPrevented) return
        const row = rowOfKey(event.key, ids.indexOf(focus.id), ids.length)
        const id = row === undefined ? undefined : ids[row]
        if (id === undefined) return
        event.preventDefault()
        setFocus({ ...focus, id, ids, isDue: true })
      },
    }),
    [focus, ids],
  )
  return { focus, listProps }
}
