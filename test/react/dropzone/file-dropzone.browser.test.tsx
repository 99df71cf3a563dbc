import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { FileDropzone, UploadProgress } from 'react-presigned'
import { de } from 'react-presigned/messages/de'
import 'react-presigned/styles.css'
import { renderInProvider } from '../render.tsx'
import { dropFiles } from '../../support/drop.ts'

afterEach(cleanup)

const zone = () => screen.getByRole('group', { name: 'Add files' })

function input(): HTMLInputElement {
  const found = zone().querySelector('input')
  if (!found) throw new Error('The dropzone has no input.')
  return found
}

test('<FileDropzone> › opens the file dialog by keyboard', async () => {
  renderInProvider(
    <>
      <button>Before</button>
      <FileDropzone />
      <button>After</button>
    </>,
  )
  const opened: Event[] = []
  input().addEventListener('click', (event) => {
    event.preventDefault()
    opened.push(event)
  })
  screen.getByRole('button', { name: 'Before' }).focus()
  await userEvent.keyboard('{Tab}')
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Choose files' }))
  await userEvent.keyboard('{Enter}')
  expect(opened).toHaveLength(1)
  await userEvent.keyboard(' ')
  expect(opened).toHaveLength(2)
  await userEvent.keyboard('{Tab}')
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'After' }))
})

test('<FileDropzone> › uploads picked files', async () => {
  renderInProvider(
    <>
      <FileDropzone />
      <UploadProgress />
    </>,
  )
  await userEvent.upload(input(), new File(['hello'], 'letter.txt'))
  await screen.findByText('Uploaded')
  expect(screen.getByTitle('letter.txt')).toBeTruthy()
})

test('<FileDropzone> › lists rejected files as text until they are dismissed', async () => {
  renderInProvider(<FileDropzone accept={{ 'video/*': [] }} />)
  const name = '<script>window.harm = true</script>.txt'
  dropFiles(zone(), [new File(['x'], name)])
  await screen.findByText("1 file wasn't added")
  expect(screen.getByText(name)).toBeTruthy()
  expect(screen.getByText("This file type isn't supported. Choose videos.")).toBeTruthy()
  expect(zone().querySelector('script')).toBeNull()
  screen.getByRole('button', { name: 'Dismiss' }).focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(screen.queryByText("1 file wasn't added")).toBeNull()
  })
  await waitFor(() => {
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Choose files' }))
  })
})

test('<FileDropzone> › gives reasons in the language of the messages, or in the words of validate', async () => {
  renderInProvider(
    <FileDropzone
      accept={{ 'text/*': [] }}
      maxSize={1500}
      maxFiles={1}
      validate={({ name }) => (name === 'entwurf.txt' ? 'Entwürfe bleiben hier.' : undefined)}
    />,
    { messages: de },
  )
  const zone = screen.getByRole('group', { name: 'Dateien hinzufügen' })
  const file = (name: string, size = 4) => new File([new Uint8Array(size)], name)
  const names = ['brief.txt', 'bild.png', 'groß.txt', 'entwurf.txt', 'zweiter.txt']
  dropFiles(
    zone,
    names.map((name) => file(name, name === 'groß.txt' ? 1501 : 4)),
  )
  await screen.findByText('4 Dateien wurden nicht hinzugefügt')
  const reasons = [...zone.querySelectorAll('.rp-short-item')].map((item) => item.textContent)
  expect(reasons).toEqual([
    'bild.png Dieser Dateityp wird nicht unterstützt. Unterstützt werden: Textdateien.',
    'groß.txt Die Datei ist zu groß. Möglich sind bis zu 1,5 kB.',
    'entwurf.txt Entwürfe bleiben hier.',
    'zweiter.txt Sie können nur 1 Datei hinzufügen. Entfernen Sie zuerst die andere.',
  ])
})

test('<FileDropzone> › disabled, accepts nothing and is marked as such', async () => {
  renderInProvider(
    <>
      <FileDropzone disabled />
      <UploadProgress />
    </>,
  )
  expect(zone().getAttribute('aria-disabled')).toBe('true')
  expect(screen.getByRole('button', { name: 'Choose files' }).hasAttribute('disabled')).toBe(true)
  expect(input().disabled).toBe(true)
  dropFiles(zone(), [new File(['x'], 'one.txt')])
  expect(screen.getByText('No uploads yet')).toBeTruthy()
})
