import { memo, useCallback, useState, useSyncExternalStore } from 'react'
import type { Job } from '../../shared/job.ts'
import type { Send } from '../contender.ts'
import { Handle, mount } from '../mount.tsx'
import { Row, WindowedList } from '../windowed-list.tsx'
import { sendFiles } from './send-files.ts'

type Shown = { name: string; status: string; fraction: number }
type Rows = ReturnType<typeof createRows>

/** State by index; subscribers of an index are notified once per frame. */
function createRows(files: readonly File[]) {
  const rows: Shown[] = files.map(({ name }) => ({ name, status: 'queued', fraction: 0 }))
  const listeners = new Map<number, () => void>()
  const changed = new Set<number>()

  function notify() {
    for (const index of changed) listeners.get(index)?.()
    changed.clear()
  }

  return {
    count: files.length,
    get: (index: number): Shown | undefined => rows[index],
    set(index: number, status: string, fraction: number) {
      const row = rows[index]
      if (!row) return
      rows[index] = { ...row, status, fraction }
      if (changed.size === 0) requestAnimationFrame(notify)
      changed.add(index)
    },
    subscribe(index: number, listener: () => void) {
      listeners.set(index, listener)
      return () => listeners.delete(index)
    },
  }
}

/** A list by hand: an array, a subscription a row, and the window. */
export function rawList(job: Job, root: HTMLElement): Promise<Send> {
  return mount<Send>(root, (hand) => <RawPage job={job} hand={hand} />)
}

function RawPage({ job, hand }: { job: Job; hand: (send: Send) => void }) {
  const [rows, setRows] = useState<Rows>()
  const send = useCallback<Send>(
    (files) => {
      const added = createRows(files)
      setRows(added)
      return sendFiles(files, job, added.set)
    },
    [job],
  )
  return (
    <Handle value={send} hand={hand}>
      <WindowedList
        count={rows?.count ?? 0}
        keyOf={String}
        row={(index) => rows && <RawRow rows={rows} index={index} />}
      />
    </Handle>
  )
}

const RawRow = memo(function RawRow({ rows, index }: { rows: Rows; index: number }) {
  const subscribe = useCallback((listener: () => void) => rows.subscribe(index, listener), [rows, index])
  const row = useSyncExternalStore(subscribe, () => rows.get(index))
  return row && <Row {...row} />
})
