import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { Profiler } from 'react'
import { afterEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import {
  FileDropzone,
  UploadProgress,
  useUploadIds,
  useUploadActions,
  type Transfer,
  type TransferRequest,
} from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import 'react-presigned/styles.css'
import { nextFrames, renderInProvider } from '../render.tsx'

afterEach(cleanup)

const files = (count: number) =>
  Array.from({ length: count }, (_, index) => new File(['x'.repeat(100 + index)], `file ${index + 1}`))

function Page({ count, dropzone = false }: { count: number; dropzone?: boolean }) {
  const { add, remove } = useUploadActions()
  const ids = useUploadIds()
  return (
    <>
      <button onClick={() => add(files(count))}>Add</button>
      <button onClick={() => ids.slice(3, 6).forEach(remove)}>Remove 4 to 6</button>
      {dropzone && <FileDropzone />}
      <UploadProgress />
    </>
  )
}

const stalled = () => ({ transfer: createScriptedTransfer({ stallAt: 0.5 }) })
const button = (name: string) => screen.getByRole('button', { name })
const rows = () => screen.getAllByRole('listitem')
const scroller = () => screen.getByRole('list').parentElement as HTMLElement
const focusedRow = () => document.activeElement?.closest('li')?.getAttribute('aria-posinset')

async function show(count: number, options = {}) {
  const result = renderInProvider(<Page count={count} {...options} />, stalled())
  fireEvent.click(button('Add'))
  await screen.findByRole('button', { name: 'Cancel file 1' })
  await nextFrames()
  return result
}

test('upload list › renders every row below fifty', async () => {
  await show(49)
  expect(rows()).toHaveLength(49)
})

test('upload list › renders the rows in view from fifty on, with their positions in the set', async () => {
  const { container } = await show(2_000)
  expect(rows().length).toBeLessThan(40)
  expect(container.querySelectorAll('*').length).toBeLessThan(1_200)
  expect(rows()[1]?.getAttribute('aria-posinset')).toBe('2')
  expect(rows()[1]?.getAttribute('aria-setsize')).toBe('2000')
  scroller().scrollTop = scroller().scrollHeight
  await screen.findByTitle('file 2000')
  expect(rows().length).toBeLessThan(40)
})

test('upload list › re-renders one row on a progress event', async () => {
  const requests: TransferRequest[] = []
  const transfer: Transfer = (request) => {
    requests.push(request)
    return new Promise(() => undefined)
  }
  let commits = 0
  renderInProvider(
    <Profiler id="list" onRender={() => commits++}>
      <Page count={100} />
    </Profiler>,
    { transfer },
  )
  fireEvent.click(button('Add'))
  await waitFor(() => {
    expect(requests).toHaveLength(5)
    expect(screen.getAllByText('Uploading').length).toBeGreaterThanOrEqual(4)
  })
  await nextFrames()
  await nextFrames()
  const before = rows().map(({ textContent }) => textContent)
  commits = 0
  requests.find(({ size }) => size === 101)?.onProgress(41)
  await waitFor(() => {
    expect(rows()[1]?.textContent).toContain('40%')
  })
  await nextFrames()
  expect(commits).toBe(1)
  const after = rows().map(({ textContent }) => textContent)
  expect(after.filter((text, index) => text !== before[index])).toHaveLength(1)
})

test('upload list › keeps the focused row rendered when it is scrolled away, and Tab continues from it', async () => {
  await show(500)
  button('Cancel file 3').focus()
  scroller().scrollTop = (scroller().scrollHeight * 330) / 500
  await screen.findByTitle('file 335')
  expect(focusedRow()).toBe('3')
  await userEvent.keyboard('{Tab}')
  expect(document.activeElement).toBe(button('Pause file 4'))
})

test('upload list › passes the focus of a removed row to its neighbour', async () => {
  await show(500)
  button('Cancel file 3').focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(document.activeElement).toBe(button('Remove file 3'))
  })
  scroller().scrollTop = (scroller().scrollHeight * 330) / 500
  await screen.findByTitle('file 335')
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(document.activeElement).toBe(button('Cancel file 4'))
  })
})

test('upload list › passes the focus to the next remaining row, in view or not', async () => {
  await show(500)
  button('Cancel file 4').focus()
  scroller().scrollTop = (scroller().scrollHeight * 330) / 500
  await screen.findByTitle('file 335')
  screen
    .getByRole('button', { name: 'Remove 4 to 6', hidden: true })
    .dispatchEvent(new MouseEvent('click', { bubbles: true }))
  await waitFor(() => {
    expect(document.activeElement).toBe(button('Cancel file 7'))
  })
})

test('upload list › moves the focus to the same button of another row by arrow keys, Home and End', async () => {
  await show(500)
  button('Cancel file 1').focus()
  await userEvent.keyboard('{ArrowDown}')
  expect(document.activeElement).toBe(button('Cancel file 2'))
  await userEvent.keyboard('{End}')
  await waitFor(() => {
    expect(document.activeElement).toBe(button('Cancel file 500'))
  })
  await userEvent.keyboard('{ArrowUp}')
  await waitFor(() => {
    expect(document.activeElement).toBe(button('Cancel file 499'))
  })
  await userEvent.keyboard('{Home}')
  await waitFor(() => {
    expect(document.activeElement).toBe(button('Cancel file 1'))
  })
})

test('upload list › passes the focus to the dropzone when the last row is removed', async () => {
  await show(1, { dropzone: true })
  button('Cancel file 1').focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(document.activeElement).toBe(button('Remove file 1'))
  })
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(document.activeElement).toBe(button('Choose files'))
  })
})
