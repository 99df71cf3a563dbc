'use client'

import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type RefCallback,
} from 'react'
import { flushSync } from 'react-dom'
import { createChunk } from '../../ui/chunk.ts'
import type { ListChunk } from '../../ui/uploads/list-chunk.ts'
import type { RowFocus } from '../../ui/uploads/list-focus.ts'
import type { ListView } from '../../ui/uploads/list-window.ts'
import { useChunk } from '../use-chunk.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'
import { useUploadIds } from './use-uploads.ts'

// Shorter lists are rendered whole: the browser's search finds every row.
const windowingThreshold = 50
const initialView: ListView = { range: { start: 0, end: 20 }, offsets: [] }

const listChunk = /* @__PURE__ */ createChunk(() => import('../../ui/uploads/list-chunk.ts'))

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
  const [wasFocused, setWasFocused] = useState(false)
  const chunk = useChunk(listChunk, isWindowed || wasFocused)
  const { focusedId, focusProps } = useRowFocus(ids, chunk, setWasFocused)
  const { range, offsets, listRef, rowRef } = useListWindow(ids, rowSize, isWindowed ? chunk : undefined)

  const rows = useMemo(() => {
    if (!isWindowed) return ids.map((id) => ({ id, itemProps: { 'data-upload': id } }))
    const focused = focusedId === undefined ? -1 : ids.indexOf(focusedId)
    const indexes = chunk?.withFocusedRows(range, focused, ids.length) ?? ids.slice(0, range.end).keys()
    return [...indexes].flatMap((index) => {
      const id = ids[index]
      if (id === undefined) return []
      const itemProps: UploadListItemProps = {
        'data-upload': id,
        'aria-setsize': ids.length,
        'aria-posinset': index + 1,
        // Until the rows can be measured, they are in the flow.
        ...(rowRef && {
          ref: rowRef,
          style: { position: 'absolute', insetInline: 0, insetBlockStart: offsets[index] },
        }),
      }
      return [{ id, itemProps }]
    })
  }, [ids, isWindowed, chunk, focusedId, range, offsets, rowRef])

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

/** Follows the focus from row to row, and passes it on when its row is removed. Does nothing without its code. */
function useRowFocus(
  ids: readonly string[],
  chunk: ListChunk | undefined,
  setWasFocused: (wasFocused: true) => void,
) {
  const [focus, setFocus] = useState<RowFocus>()
  const list = useRef<HTMLElement>(null)
  const focused = useRef<Element>(undefined)
  // During rendering, so that the row which takes the focus is rendered in the same commit.
  if (chunk && focus && focus.ids !== ids) setFocus(chunk.moveRowFocus(focus, ids))

  // The first focus comes before the code.
  useEffect(() => {
    const element = focused.current
    if (chunk && element) setFocus((current) => current ?? chunk.rowFocusOf(element, ids))
  }, [chunk, ids])
  useIsomorphicLayoutEffect(() => {
    if (chunk && list.current && focus?.isPending) chunk.focusRow(list.current, focus)
  }, [chunk, focus])

  const focusProps = useMemo(
    () => ({
      onFocus({ currentTarget, target }: FocusEvent<HTMLElement>) {
        list.current = currentTarget
        focused.current = target
        setWasFocused(true)
        setFocus((current) => chunk?.rowFocusOf(target, ids) ?? current)
      },
      onBlur({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) {
        if (chunk?.staysInside(currentTarget, relatedTarget)) return
        focused.current = undefined
        setFocus(undefined)
      },
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        const next = focus && chunk?.rowFocusOfKey(event, focus, ids)
        if (!next) return
        event.preventDefault()
        setFocus(next)
      },
    }),
    [chunk, focus, ids, setWasFocused],
  )
  return { focusedId: focus?.id, focusProps }
}

/** Which rows of a long list are in view, and where each one is. Does nothing without its code. */
function useListWindow(ids: readonly string[], rowSize: number, chunk: ListChunk | undefined) {
  const [list, setList] = useState<HTMLElement | null>(null)
  const [view, setView] = useState<ListView>(initialView)
  const rows = useMemo(
    () =>
      chunk?.createListWindow(rowSize, (next, isScroll) => {
        // Within the scroll event, or the browser paints the list without its new rows.
        if (isScroll) flushSync(() => setView(next))
        else setView(next)
      }),
    [chunk, rowSize],
  )
  // Before the browser paints the list with the rows of its previous layout.
  useIsomorphicLayoutEffect(() => (list ? rows?.observe(list) : undefined), [rows, list])
  useIsomorphicLayoutEffect(() => rows?.setIds(ids), [rows, list, ids])
  return { ...view, listRef: setList, rowRef: rows?.rowRef }
}
