import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { useFileDropzone, useUploads, type UseFileDropzoneOptions } from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import { dragEvent, dropFiles, dropFolder, pasteFiles } from '../../support/drop.ts'
import { renderInProvider } from '../render.tsx'

afterEach(cleanup)

function Zone(options: UseFileDropzoneOptions) {
  const { getRootProps, getInputProps, open, dragState, rejections, clearRejections, isReading } =
    useFileDropzone(options)
  const { uploads } = useUploads()
  return (
    <>
      <div {...getRootProps()}>
        <input {...getInputProps()} />
        <button onClick={open}>Choose</button>
        <output aria-label="drag">{dragState}</output>
        <output aria-label="reading">{String(isReading)}</output>
      </div>
      <ul aria-label="uploads">
        {uploads.map((upload) => (
          <li key={upload.id}>{upload.relativePath ?? upload.name}</li>
        ))}
      </ul>
      <ul aria-label="rejections">
        {rejections.map(({ name, error }, index) => (
          <li key={index}>{`${name}: ${error.code}: ${error.message}`}</li>
        ))}
      </ul>
      <button onClick={clearRejections}>Clear</button>
    </>
  )
}

const open = (options: UseFileDropzoneOptions = {}) =>
  renderInProvider(<Zone {...options} />, { transfer: createScriptedTransfer({ stallAt: 0.5 }) })
const zone = () => screen.getByRole('group', { name: 'Add files' })
const listed = (name: string) =>
  [...screen.getByRole('list', { name }).querySelectorAll('li')].map((item) => item.textContent)
const file = (name: string, type = '', size = 3) => new File(['x'.repeat(size)], name, { type })
const input = () => document.querySelector('input') as HTMLInputElement

test('useFileDropzone › adds dropped files of any name', async () => {
  open()
  const names = ['ملف جديد #1?50%.txt', 'same.txt', 'same.txt', 'no type', '空.txt']
  dropFiles(
    zone(),
    names.map((name) => file(name)),
  )
  await waitFor(() => {
    expect(listed('uploads')).toEqual(names)
  })
})

test('useFileDropzone › adds picked files', async () => {
  open()
  await userEvent.upload(input(), [file('one.txt'), file('two.txt')])
  await waitFor(() => {
    expect(listed('uploads')).toEqual(['one.txt', 'two.txt'])
  })
})

test('useFileDropzone › adds files pasted while the focus is inside', async () => {
  open()
  screen.getByRole('button', { name: 'Choose' }).focus()
  pasteFiles(screen.getByRole('button', { name: 'Choose' }), [file('shot.png', 'image/png')])
  await waitFor(() => {
    expect(listed('uploads')).toEqual(['shot.png'])
  })
})

test('useFileDropzone › adds a second drop while the first is being read', async () => {
  open()
  const folder = dropFolder(zone(), 'photos', [[file('1.jpg'), file('2.jpg')], [file('3.jpg')], []])
  await waitFor(() => {
    expect(screen.getByLabelText('reading').textContent).toBe('true')
  })
  await folder.next()
  dropFiles(zone(), [file('second.txt')])
  await waitFor(() => {
    expect(listed('uploads')).toEqual(['second.txt'])
  })
  expect(screen.getByLabelText('reading').textContent).toBe('true')
  await folder.next()
  await folder.next()
  await waitFor(() => {
    expect(listed('uploads')).toEqual(['second.txt', 'photos/1.jpg', 'photos/2.jpg', 'photos/3.jpg'])
  })
  expect(screen.getByLabelText('reading').textContent).toBe('false')
})

test('useFileDropzone › rejects an unreadable folder', async () => {
  open()
  const folder = { isFile: false, isDirectory: true, name: 'gone', fullPath: '/gone' }
  const reader = {
    readEntries: (_: unknown, reject: (error: Error) => void) => {
      reject(new DOMException('gone', 'NotFoundError'))
    },
  }
  const entry = { ...folder, createReader: () => reader }
  const item = { kind: 'file', type: '', webkitGetAsEntry: () => entry, getAsFile: () => null }
  const event = new Event('drop', { bubbles: true, cancelable: true })
  Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], items: [item], files: [] } })
  fireEvent(zone(), event)
  await waitFor(() => {
    expect(listed('rejections')[0]).toContain('file-unreadable')
  })
  expect(screen.getByLabelText('reading').textContent).toBe('false')
})

test('useFileDropzone › rejects file by file and adds as many as fit', async () => {
  open({ accept: { 'image/*': [], 'application/pdf': ['.pdf'] }, maxSize: 10, maxFiles: 2 })
  dropFiles(zone(), [
    file('a.png', 'image/png'),
    file('b.exe', 'application/x-msdownload'),
    file('c.png', 'image/png', 11),
    file('d.PDF'),
    file('e.png', 'image/png'),
  ])
  await waitFor(() => {
    expect(listed('uploads')).toEqual(['a.png', 'd.PDF'])
  })
  const [type, size, count] = listed('rejections')
  expect(type).toContain('b.exe: type-not-allowed')
  expect(size).toContain('c.png: too-large: This file is too large. Choose one up to 10 byte')
  expect(count).toContain('e.png: too-many-files')
  await userEvent.click(screen.getByRole('button', { name: 'Clear' }))
  expect(listed('rejections')).toEqual([])
})

test('useFileDropzone › without multiple, adds one of several files', async () => {
  open({ multiple: false })
  dropFiles(zone(), [file('a'), file('b')])
  await waitFor(() => {
    expect(listed('uploads')).toEqual(['a'])
  })
  expect(listed('rejections')[0]).toContain('b: too-many-files')
  expect(input().multiple).toBe(false)
})

test('useFileDropzone dragState › says whether dragged files are accepted', async () => {
  open({ accept: { 'image/*': [] } })
  const drag = () => screen.getByLabelText('drag').textContent
  fireEvent(zone(), dragEvent('dragenter', [file('a.png', 'image/png')]))
  await waitFor(() => {
    expect(drag()).toBe('accept')
  })
  expect(zone().dataset['drag']).toBe('accept')
  fireEvent(zone(), dragEvent('dragleave', [file('a.png', 'image/png')]))
  await waitFor(() => {
    expect(drag()).toBe('none')
  })
  fireEvent(zone(), dragEvent('dragenter', [file('a.txt', 'text/plain')]))
  await waitFor(() => {
    expect(drag()).toBe('reject')
  })
})

test('useFileDropzone dragState › does not flicker over children, and ends although a target was removed', async () => {
  open({ accept: { 'image/*': [] } })
  const dragged = [file('a.png', 'image/png')]
  const aMoment = () => act(() => new Promise((done) => setTimeout(done, 50)))
  const seen: (string | undefined)[] = []
  const observer = new MutationObserver(() => seen.push(zone().dataset['drag']))
  observer.observe(zone(), { attributeFilter: ['data-drag'] })
  const fleeting = zone().appendChild(document.createElement('p'))
  fireEvent(zone(), dragEvent('dragenter', dragged))
  // Browsers dispatch `dragenter` on the new element before `dragleave` on the old one.
  for (const [entered, left] of [
    [screen.getByRole('button', { name: 'Choose' }), zone()],
    [fleeting, screen.getByRole('button', { name: 'Choose' })],
  ] as const) {
    fireEvent(entered, dragEvent('dragenter', dragged))
    fireEvent(left, dragEvent('dragleave', dragged))
    await aMoment()
  }
  // No `dragleave` is dispatched for a removed element.
  fleeting.remove()
  fireEvent(zone(), dragEvent('dragenter', dragged))
  await aMoment()
  expect(seen).toEqual(['accept'])
  fireEvent(zone(), dragEvent('dragleave', dragged))
  await waitFor(() => {
    expect(seen).toEqual(['accept', 'none'])
  })
  observer.disconnect()
})

test('useFileDropzone › disabled, accepts nothing', async () => {
  open({ disabled: true })
  dropFiles(zone(), [file('a')])
  await act(() => new Promise((done) => setTimeout(done, 50)))
  expect(listed('uploads')).toEqual([])
})

test('useFileDropzone › has its button as the only tab stop', async () => {
  open()
  await userEvent.tab()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Choose' }))
  await userEvent.tab()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Clear' }))
})
