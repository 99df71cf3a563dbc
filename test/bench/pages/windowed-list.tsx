import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, type ReactNode } from 'react'

/** The windowed list that all contenders use. */
export function WindowedList(props: {
  count: number
  keyOf: (index: number) => string
  row: (index: number) => ReactNode
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: props.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => 40,
    getItemKey: props.keyOf,
    overscan: 5,
  })
  return (
    <div ref={scroller} data-count={props.count} style={{ height: 600, overflow: 'auto' }}>
      <div role="list" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ key, index, start }) => (
          <div
            key={key}
            data-row=""
            role="listitem"
            style={{ position: 'absolute', height: 40, transform: `translateY(${String(start)}px)` }}
          >
            {props.row(index)}
          </div>
        ))}
      </div>
    </div>
  )
}

/** What a row shows. */
export function Row(props: { name: string; status: string; fraction: number }) {
  return (
    <>
      <span>{props.name}</span> <progress value={props.fraction} /> <span>{props.status}</span>
    </>
  )
}
