import {
  FILE_STATES,
  NoDomUploady,
  useBatchAddListener,
  useItemFinalizeListener,
  useItemProgressListener,
  useRequestPreSend,
  useUploady,
  type BatchItem,
} from '@rpldy/uploady'
import { useCallback, useRef, useState, type ReactNode } from 'react'
import type { Job, Settled } from '../shared/job.ts'
import { signFiles } from '../pages/api.ts'
import type { Send } from '../pages/contender.ts'
import { Handle, mount } from '../pages/mount.tsx'
import { startPage } from '../pages/page.ts'
import { Row, WindowedList } from '../pages/windowed-list.tsx'

startPage({
  send: () => mountUploady(document.createElement('div')),
  list: (_: Job, root) => mountUploady(root, <List />),
})

function mountUploady(root: HTMLElement, children?: ReactNode): Promise<Send> {
  return mount<Send>(root, (hand) => (
    <NoDomUploady concurrent maxConcurrent={6} sendWithFormData={false}>
      <Sender hand={hand}>{children}</Sender>
    </NoDomUploady>
  ))
}

function Sender({ hand, children }: { hand: (send: Send) => void; children: ReactNode }) {
  const { upload } = useUploady()
  const waiting = useRef<{ settled: Settled; count: number; resolve: (settled: Settled) => void }>(null)

  useRequestPreSend(async ({ items }) => {
    const [target] = await signFiles(
      'put',
      items.map(({ file }) => file),
    )
    return { options: { destination: { url: target?.url ?? '', method: 'PUT' } } }
  })
  useItemFinalizeListener(({ state }) => {
    if (!waiting.current) return
    const { settled, count, resolve } = waiting.current
    if (state === FILE_STATES.FINISHED) settled.completed++
    else settled.failed++
    if (settled.completed + settled.failed === count) resolve(settled)
  })
  const send = useCallback<Send>(
    (files) =>
      new Promise((resolve) => {
        waiting.current = { settled: { completed: 0, failed: 0 }, count: files.length, resolve }
        upload([...files])
      }),
    [upload],
  )
  return (
    <Handle value={send} hand={hand}>
      {children}
    </Handle>
  )
}

function List() {
  const [items, setItems] = useState<readonly BatchItem[]>([])
  useBatchAddListener((batch) => setItems(batch.items))
  return (
    <WindowedList
      count={items.length}
      keyOf={(index) => items[index]?.id ?? ''}
      row={(index) => {
        const item = items[index]
        return item && <ItemRow item={item} />
      }}
    />
  )
}

function ItemRow({ item }: { item: BatchItem }) {
  const [status, setStatus] = useState('queued')
  // Its types promise an item before there is one.
  const progress = useItemProgressListener(item.id) as BatchItem | undefined
  useItemFinalizeListener(({ state }) => setStatus(state), item.id)
  return <Row name={item.file.name} status={status} fraction={(progress?.completed ?? 0) / 100} />
}
