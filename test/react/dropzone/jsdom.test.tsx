// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { FileDropzone, UploadProgress, type UseFileDropzoneOptions } from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import { renderInProvider } from '../render.tsx'

// The suites of applications run in jsdom, which has no matchMedia, webkitRelativePath, DataTransfer or :modal.

afterEach(cleanup)

function open(options: UseFileDropzoneOptions = {}) {
  renderInProvider(
    <>
      <FileDropzone {...options} />
      <UploadProgress />
      <p>Outside</p>
    </>,
    { transfer: createScriptedTransfer({ stallAt: 0.5 }), storage: null },
  )
  return document.querySelector('input') as HTMLInputElement
}

const file = (name: string, type = '') => new File(['x'], name, { type })
const dropzone = () => screen.getByRole('group', { name: 'Add files' })

test('<FileDropzone> in jsdom › renders, with every picker', () => {
  open({ folders: true, capture: 'environment' })
  expect(screen.getByRole('button', { name: 'Choose a folder' })).toBeTruthy()
})

test('<FileDropzone> in jsdom › adds files of userEvent.upload', async () => {
  await userEvent.upload(open(), [file('a.txt'), file('b.txt')])
  expect(await screen.findByTitle('a.txt')).toBeTruthy()
  expect(screen.getByTitle('b.txt')).toBeTruthy()
})

test('<FileDropzone> in jsdom › rejects files of userEvent.upload with a reason', async () => {
  await userEvent.upload(open({ maxSize: 0 }), [file('a.txt')])
  expect(await screen.findByText("1 file wasn't added")).toBeTruthy()
})

test('<FileDropzone> in jsdom › adds files of fireEvent.drop and fireEvent.paste', async () => {
  open({ acceptPageDrops: true })
  fireEvent.drop(dropzone(), { dataTransfer: { files: [file('a.txt')], types: ['Files'] } })
  await screen.findByTitle('a.txt')
  fireEvent.drop(screen.getByText('Outside'), { dataTransfer: { files: [file('b.txt')], types: ['Files'] } })
  await screen.findByTitle('b.txt')
  fireEvent.paste(dropzone(), { clipboardData: { files: [file('c.txt')], types: ['Files'] } })
  await waitFor(() => {
    expect(screen.getByTitle('c.txt')).toBeTruthy()
  })
})

test.each([
  ['without `types`', (name: string) => ({ files: [file(name)] })],
  [
    'without `files`',
    (name: string) => ({ items: [{ kind: 'file', type: '', getAsFile: () => file(name) }] }),
  ],
  ['with types alone', () => ({ types: ['Files'] })],
  ['that is empty', () => ({})],
])('<FileDropzone> in jsdom › survives drag events with a dataTransfer %s', async (_, transfer) => {
  open({ acceptPageDrops: true })
  for (const target of [dropzone(), screen.getByText('Outside')]) {
    for (const type of ['dragEnter', 'dragOver', 'dragLeave', 'drop'] as const) {
      expect(() => fireEvent[type](target, { dataTransfer: transfer('a.txt') })).not.toThrow()
    }
    expect(() => fireEvent.paste(target, { clipboardData: transfer('a.txt') })).not.toThrow()
  }
  fireEvent.drop(dropzone(), { dataTransfer: { files: [file('last.txt')] } })
  expect(await screen.findByTitle('last.txt')).toBeTruthy()
})
