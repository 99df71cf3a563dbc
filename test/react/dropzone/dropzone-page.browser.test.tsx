import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { useFileDropzone, useUploads, type UseFileDropzoneOptions } from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import { dragEvent, dropFiles, pasteFiles } from '../../support/drop.ts'
import { renderInProvider } from '../render.tsx'

afterEach(cleanup)

function Zone({
  label,
  children,
  ...options
}: UseFileDropzoneOptions & { label: string; children?: unknown }) {
  const dropzone = useFileDropzone(options)
  return (
    <div {...dropzone.getRootProps({ 'aria-label': label })} data-page={dropzone.isPageDragActive}>
      <input {...dropzone.getInputProps()} />
      <input aria-label={`text of ${label}`} />
      <output aria-label={`count of ${label}`}>{dropzone.uploadIds.length}</output>
      {children as never}
    </div>
  )
}

function Uploads() {
  const { uploads } = useUploads()
  return <output aria-label="all">{uploads.map(({ name }) => name).join()}</output>
}

function open(...zones: React.ReactNode[]) {
  return renderInProvider(
    <>
      {zones.map((zone, index) => (
        <div key={index}>{zone}</div>
      ))}
      <input aria-label="elsewhere" />
      <p>Beside</p>
      <Uploads />
    </>,
    { transfer: createScriptedTransfer({ stallAt: 0.5 }) },
  )
}

const beside = () => screen.getByText('Beside')
const zone = (name: string) => screen.getByRole('group', { name })
const count = (name: string) => Number(screen.getByLabelText(`count of ${name}`).textContent)
const all = () => screen.getByLabelText('all').textContent
const file = (name: string, type = '') => new File(['x'], name, { type })
const aMoment = () => act(() => new Promise((done) => setTimeout(done, 50)))

// The code for drops on the page is loaded with the first dropzone: until then they are refused.
beforeAll(async () => {
  open(<Zone label="first" acceptPageDrops />)
  await waitFor(() => {
    fireEvent(beside(), dragEvent('dragover', [file('a')]))
    expect(zone('first').dataset['page']).toBe('true')
  })
  cleanup()
})

test('page drops › go to the last mounted dropzone that accepts them', async () => {
  open(
    <Zone label="first" acceptPageDrops />,
    <Zone label="second" acceptPageDrops />,
    <Zone label="third" />,
  )
  dropFiles(beside(), [file('a')])
  await waitFor(() => {
    expect(count('second')).toBe(1)
  })
  dropFiles(zone('first'), [file('b')])
  await waitFor(() => {
    expect(count('first')).toBe(1)
  })
  dropFiles(zone('third'), [file('c')])
  await waitFor(() => {
    expect(count('third')).toBe(1)
  })
  expect(all()).toBe('a,b,c')
})

test('page drops › go to the previous dropzone while the last is disabled', async () => {
  open(<Zone label="first" acceptPageDrops />, <Zone label="second" acceptPageDrops disabled />)
  dropFiles(beside(), [file('a')])
  await waitFor(() => {
    expect(count('first')).toBe(1)
  })
  dropFiles(zone('second'), [file('b')])
  await aMoment()
  expect(all()).toBe('a')
})

test('page drops › are ignored, and do not navigate, if no dropzone accepts them', async () => {
  open(<Zone label="first" />)
  const event = dragEvent('drop', [file('a')])
  fireEvent(beside(), event)
  expect(event.defaultPrevented).toBe(true)
  await aMoment()
  expect(all()).toBe('')
})

test('page drops › set dragState of the dropzone that accepts them until the drag leaves', async () => {
  open(<Zone label="first" acceptPageDrops accept={{ 'image/*': [] }} />)
  fireEvent(beside(), dragEvent('dragover', [file('a.png', 'image/png')]))
  await waitFor(() => {
    expect(zone('first').dataset).toMatchObject({ drag: 'accept', page: 'true' })
  })
  fireEvent(zone('first'), dragEvent('dragenter', [file('a.txt', 'text/plain')]))
  fireEvent(zone('first'), dragEvent('dragover', [file('a.txt', 'text/plain')]))
  await waitFor(() => {
    expect(zone('first').dataset).toMatchObject({ drag: 'reject', page: 'false' })
  })
  fireEvent(zone('first'), dragEvent('dragleave', [file('a.txt', 'text/plain')]))
  await waitFor(() => {
    expect(zone('first').dataset['drag']).toBe('none')
  })
})

test('page drops › ignore images of the page itself', async () => {
  open(<Zone label="first" acceptPageDrops />)
  fireEvent.dragStart(beside())
  fireEvent(beside(), dragEvent('dragover', [file('a.png', 'image/png')]))
  dropFiles(beside(), [file('a.png', 'image/png')])
  fireEvent.dragEnd(beside())
  await aMoment()
  expect(all()).toBe('')
  dropFiles(beside(), [file('b')])
  await waitFor(() => {
    expect(all()).toBe('b')
  })
})

test('page drops › do not reach a dropzone behind a modal dialog', async () => {
  open(
    <Zone label="behind" acceptPageDrops />,
    <dialog ref={(dialog) => dialog?.showModal()}>
      <p>Inside</p>
    </dialog>,
  )
  dropFiles(screen.getByText('Inside'), [file('a')])
  await aMoment()
  expect(all()).toBe('')
})

test('nested dropzones › add a drop to the inner one only', async () => {
  open(
    <Zone label="outer">
      <Zone label="inner" />
    </Zone>,
  )
  dropFiles(zone('inner'), [file('a')])
  await waitFor(() => {
    expect(count('inner')).toBe(1)
  })
  await aMoment()
  expect(all()).toBe('a')
})

test('page pastes › go to the dropzone that accepts page drops, unless a text field is focused', async () => {
  open(<Zone label="first" acceptPageDrops />)
  pasteFiles(screen.getByLabelText('elsewhere'), [file('a.png', 'image/png')])
  await aMoment()
  expect(all()).toBe('')
  pasteFiles(beside(), [file('b.png', 'image/png')])
  await waitFor(() => {
    expect(all()).toBe('b.png')
  })
})

// As in Firefox without a selection.
test('page pastes › dispatched on the body go to the focused dropzone', async () => {
  open(<Zone label="first" />, <Zone label="second" acceptPageDrops />)
  screen.getByLabelText('text of first').focus()
  pasteFiles(document.body, [file('a.png', 'image/png')])
  await waitFor(() => {
    expect(count('first')).toBe(1)
  })
  screen.getByLabelText('elsewhere').focus()
  pasteFiles(document.body, [file('b.png', 'image/png')])
  await waitFor(() => {
    expect(count('second')).toBe(1)
  })
})

test('dropzone paste › into a text field is added, unless it carries text', async () => {
  open(<Zone label="first" />)
  const text = screen.getByLabelText('text of first')
  expect(pasteFiles(text, [file('cell.png', 'image/png')], 'words').defaultPrevented).toBe(false)
  expect(pasteFiles(text, [], 'words').defaultPrevented).toBe(false)
  pasteFiles(text, [file('shot.png', 'image/png')])
  await waitFor(() => {
    expect(all()).toBe('shot.png')
  })
})

test('dropzone › lets text be dragged into a text field inside it', () => {
  open(<Zone label="first" acceptPageDrops />)
  const dataTransfer = new DataTransfer()
  dataTransfer.setData('text/plain', 'words')
  for (const type of ['dragover', 'drop']) {
    const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })
    fireEvent(screen.getByLabelText('text of first'), event)
    expect(event.defaultPrevented).toBe(false)
  }
})
