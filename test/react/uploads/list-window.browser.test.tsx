import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import type { CSSProperties, ReactNode } from 'react'
import { afterEach, expect, test } from 'vitest'
import { UploadProgress, useUploadActions } from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import { nextFrames, renderInProvider } from '../render.tsx'

// Without the stylesheet the list has no maximum height.

afterEach(() => {
  cleanup()
  scrollTo(0, 0)
})

const count = 2_000
const maxRows = 80
const rows = () => screen.getAllByRole('listitem')
const names = () => rows().map((row) => Number(/file (\d+)/.exec(row.textContent)?.[1]))
const list = () => screen.getByRole('list')

function AddButton() {
  const { add } = useUploadActions()
  const files = Array.from({ length: count }, (_, index) => new File(['x'], `file ${index + 1}`))
  return <button onClick={() => add(files)}>Add</button>
}

async function show(wrap: (list: ReactNode) => ReactNode) {
  const transfer = createScriptedTransfer({ stallAt: 0.5 })
  renderInProvider(
    <>
      <AddButton />
      {wrap(<UploadProgress />)}
    </>,
    { transfer },
  )
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  await screen.findByRole('button', { name: 'Cancel file 1' })
  await waitFor(() => expect(list().scrollHeight).toBeGreaterThan(count * 10))
  await nextFrames()
}

/** Whether the rows cover the visible part of the list, at a scroll position. */
async function expectRowsInView(box: { top: number; bottom: number }) {
  await waitFor(() => {
    const boxes = rows().map((row) => row.getBoundingClientRect())
    const covers = (y: number) => boxes.some(({ top, bottom }) => top <= y && y <= bottom + 1)
    expect([box.top + 5, (box.top + box.bottom) / 2, box.bottom - 5].map(covers)).toEqual([true, true, true])
  })
  expect(rows().length).toBeLessThan(maxRows)
}

test('upload list › renders the rows in view when the page scrolls', async () => {
  await show((children) => <div>{children}</div>)
  expect(rows().length).toBeLessThan(maxRows)
  const start = list().getBoundingClientRect().top + scrollY
  scrollTo(0, start + list().clientHeight / 2)
  await expectRowsInView({ top: 0, bottom: innerHeight })
  expect(Math.min(...names())).toBeGreaterThan(900)
  scrollTo(0, document.documentElement.scrollHeight)
  await screen.findByRole('button', { name: `Cancel file ${count}` })
  expect(rows().length).toBeLessThan(maxRows)
})

test('upload list › renders the rows in view when an ancestor scrolls', async () => {
  const style: CSSProperties = { blockSize: 400, overflow: 'auto' }
  await show((children) => (
    <div style={style} data-testid="scroller">
      <p style={{ blockSize: 300 }}>Above the list</p>
      <div>{children}</div>
    </div>
  ))
  expect(rows().length).toBeLessThan(maxRows)
  const scroller = screen.getByTestId('scroller')
  scroller.scrollTop = scroller.scrollHeight / 2
  await expectRowsInView(scroller.getBoundingClientRect())
  expect(Math.min(...names())).toBeGreaterThan(900)
})

test('upload list › renders few rows while it is hidden, and those in view when it is shown', async () => {
  const style: CSSProperties = { blockSize: 400, overflow: 'auto', display: 'none' }
  const transfer = createScriptedTransfer({ stallAt: 0.5 })
  renderInProvider(
    <>
      <AddButton />
      <div style={style} data-testid="scroller">
        <UploadProgress />
      </div>
    </>,
    { transfer },
  )
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  const hidden = () => screen.getAllByRole('listitem', { hidden: true })
  await waitFor(() => expect(hidden().length).toBeGreaterThan(0))
  expect(hidden().length).toBeLessThan(maxRows)
  const scroller = screen.getByTestId('scroller')
  scroller.style.display = 'block'
  await nextFrames()
  scroller.scrollTop = 5_000
  await expectRowsInView(scroller.getBoundingClientRect())
})

test('upload list › keeps rows in place when their heights differ from the estimate', async () => {
  await show((children) => <div>{children}</div>)
  await nextFrames()
  const boxes = rows().map((row) => row.getBoundingClientRect())
  const gaps = boxes.slice(1).map(({ top }, index) => Math.abs(top - (boxes[index]?.bottom ?? 0)))
  expect(Math.max(...gaps)).toBeLessThanOrEqual(1)
})
