import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
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
      {zones.map((zone, place) => (
        <div key={place}>{zone}</div>
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

test('what is dropped beside every dropzone goes to the last that claims the page', async () => {
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

test('the one before claims the page again once the last is disabled', async () => {
  open(<Zone label="first" acceptPageDrops />, <Zone label="second" acceptPageDrops disabled />)
  dropFiles(beside(), [file('a')])
  await waitFor(() => {
    expect(count('first')).toBe(1)
  })
  dropFiles(zone('second'), [file('b')])
  await aMoment()
  expect(all()).toBe('a')
})

test('where none claims, a file that misses is not opened in place of the page', async () => {
  open(<Zone label="first" />)
  const event = dragEvent('drop', [file('a')])
  fireEvent(beside(), event)
  expect(event.defaultPrevented).toBe(true)
  await aMoment()
  expect(all()).toBe('')
})

test('while files are held above the page, the one that claims it says so, until they leave', async () => {
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

test('a picture of the page that is dragged about is not meant', async () => {
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

test('a modal dialog keeps drops from the dropzone behind it', async () => {
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

test('a dropzone inside another has its drops for itself', async () => {
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

test('a paste beside a dropzone goes to the one that claims the page, unless a text field has the focus', async () => {
  open(<Zone label="first" acceptPageDrops />)
  pasteFiles(screen.getByLabelText('elsewhere'), [file('a.png', 'image/png')])
  await aMoment()
  expect(all()).toBe('')
  pasteFiles(beside(), [file('b.png', 'image/png')])
  await waitFor(() => {
    expect(all()).toBe('b.png')
  })
})

// As it does in Firefox where nothing is selected.
test('a paste that comes to the body goes to the dropzone that has the focus', async () => {
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

test('a paste of files into a text field of the dropzone is taken; one that brings words is the field’s', async () => {
  open(<Zone label="first" />)
  const text = screen.getByLabelText('text of first')
  expect(pasteFiles(text, [file('cell.png', 'image/png')], 'words').defaultPrevented).toBe(false)
  expect(pasteFiles(text, [], 'words').defaultPrevented).toBe(false)
  pasteFiles(text, [file('shot.png', 'image/png')])
  await waitFor(() => {
    expect(all()).toBe('shot.png')
  })
})

test('words can be dragged into a text field of the dropzone', () => {
  open(<Zone label="first" acceptPageDrops />)
  const dataTransfer = new DataTransfer()
  dataTransfer.setData('text/plain', 'words')
  for (const type of ['dragover', 'drop']) {
    const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })
    fireEvent(screen.getByLabelText('text of first'), event)
    expect(event.defaultPrevented).toBe(false)
  }
})
