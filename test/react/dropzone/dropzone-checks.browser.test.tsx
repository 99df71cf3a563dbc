import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { UploadError, useFileDropzone, useUploads, type UseFileDropzoneOptions } from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import { dragEvent, dropFiles } from '../../support/drop.ts'
import { renderInProvider } from '../render.tsx'

afterEach(cleanup)

function Zone(options: UseFileDropzoneOptions) {
  const dropzone = useFileDropzone(options)
  const { uploads, remove } = useUploads()
  return (
    <>
      <div {...dropzone.getRootProps()}>
        <input {...dropzone.getInputProps()} />
        <output aria-label="reading">{String(dropzone.isReading)}</output>
        <output aria-label="prompt">{dropzone.label}</output>
        <output aria-label="spoken">{dropzone.announcement}</output>
        {dropzone.duplicates.map(({ id, name }) => (
          <p key={id}>
            <button onClick={() => dropzone.addDuplicate(id)}>{`add ${name}`}</button>
            <button onClick={() => dropzone.skipDuplicate(id)}>{`skip ${name}`}</button>
          </p>
        ))}
        <button onClick={() => dropzone.addDuplicate()}>add all</button>
        <button onClick={dropzone.reset}>reset</button>
      </div>
      <ul aria-label="uploads">
        {uploads.map((upload) => (
          <li key={upload.id} title={upload.contentType} onClick={() => remove(upload.id)}>
            {upload.name}
          </li>
        ))}
      </ul>
      <ul aria-label="rejections">
        {dropzone.rejections.map(({ name, error }, index) => (
          <li key={index}>{`${name}: ${error.code}: ${error.message}`}</li>
        ))}
      </ul>
    </>
  )
}

const open = (options: UseFileDropzoneOptions = {}) =>
  renderInProvider(<Zone {...options} />, { transfer: createScriptedTransfer({ stallAt: 0.5 }) })
const zone = () => screen.getByRole('group', { name: 'Add files' })
const text = (label: string) => screen.getByLabelText(label).textContent
const listed = (name: string) =>
  [...screen.getByRole('list', { name }).querySelectorAll('li')].map((item) => item.textContent)
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const file = (name: string, type = '') => new File(['x'], name, { type, lastModified: 1 })
const input = () => document.querySelector('input') as HTMLInputElement

test('useFileDropzone › matches files without a type by their extension', async () => {
  open({ accept: { 'image/*': [], 'video/x-matroska': [] } })
  dropFiles(zone(), [file('IMG_1.HEIC'), file('clip.mkv'), file('notes')])
  await waitFor(() => {
    expect(listed('uploads')).toEqual(['IMG_1.HEIC', 'clip.mkv'])
  })
  await waitFor(() => {
    expect(screen.getByText('IMG_1.HEIC').title).toBe('image/heic')
    expect(screen.getByText('clip.mkv').title).toBe('video/x-matroska')
  })
  expect(listed('rejections')[0]).toContain('notes: type-not-allowed')
})

test('useFileDropzone › accepts the same file twice in a row', async () => {
  open()
  for (const count of [1, 2]) {
    const transfer = new DataTransfer()
    transfer.items.add(file('one.txt'))
    input().files = transfer.files
    fireEvent.change(input())
    await waitFor(() => {
      expect(listed('uploads')).toHaveLength(count)
    })
    expect(input().value).toBe('')
  }
})

test('useFileDropzone › adds two simultaneous drops', async () => {
  open({ validate: () => new Promise((done) => setTimeout(done, 20)) })
  dropFiles(zone(), [file('a')])
  dropFiles(zone(), [file('b')])
  await waitFor(() => {
    expect(listed('uploads').sort()).toEqual(['a', 'b'])
  })
})

test('useFileDropzone validate › rejects with its message, and when it throws', async () => {
  open({
    validate: async ({ name }) => {
      if (name === 'b') return 'Not this one.'
      if (name === 'c') return new UploadError('duplicate', 'The server has it.')
      if (name === 'd') throw new Error('broken')
      return undefined
    },
  })
  dropFiles(
    zone(),
    ['a', 'b', 'c', 'd'].map((name) => file(name)),
  )
  await waitFor(() => {
    expect(listed('uploads')).toEqual(['a'])
  })
  expect(listed('rejections')).toEqual([
    'b: unsupported: Not this one.',
    'c: duplicate: The server has it.',
    "d: unsupported: This file couldn't be checked. Add it again.",
  ])
  expect(text('spoken')).toContain('1 file added. 3 files not added. b: Not this one.')
})

test('useFileDropzone validate › is shown as reading, and aborted by reset and unmount', async () => {
  const signals: AbortSignal[] = []
  const { unmount } = open({
    validate(_, { signal }) {
      signals.push(signal)
      return new Promise(() => undefined)
    },
  })
  dropFiles(zone(), [file('a')])
  await waitFor(() => {
    expect(signals).toHaveLength(1)
  })
  expect(text('reading')).toBe('true')
  await press('reset')
  expect(text('reading')).toBe('false')
  expect(signals[0]?.aborted).toBe(true)
  dropFiles(zone(), [file('b')])
  await waitFor(() => {
    expect(signals).toHaveLength(2)
  })
  unmount()
  expect(signals[1]?.aborted).toBe(true)
})

test('useFileDropzone duplicates › are added by default', async () => {
  open()
  dropFiles(zone(), [file('a'), file('a')])
  await waitFor(() => {
    expect(listed('uploads')).toEqual(['a', 'a'])
  })
})

test('useFileDropzone duplicates › are rejected with skip, unless the upload was removed', async () => {
  open({ duplicates: 'skip' })
  dropFiles(zone(), [file('a'), file('a'), new File(['xx'], 'a')])
  await waitFor(() => {
    expect(listed('uploads')).toEqual(['a', 'a'])
  })
  expect(listed('rejections')).toEqual(['a: duplicate: Already added.'])
  await userEvent.click(screen.getAllByText('a')[0] as Element)
  dropFiles(zone(), [file('a')])
  await waitFor(() => {
    expect(listed('uploads')).toEqual(['a', 'a'])
  })
})

test('useFileDropzone duplicates › with ask, are prompted once per file and resolved one by one or all at once', async () => {
  open({ duplicates: 'ask' })
  dropFiles(zone(), [file('a'), file('b'), file('c')])
  await waitFor(() => {
    expect(listed('uploads')).toHaveLength(3)
  })
  dropFiles(zone(), [file('a'), file('b'), file('c')])
  await screen.findByText('add a')
  dropFiles(zone(), [file('a')])
  await waitFor(() => {
    expect(text('spoken')).not.toContain('3 files')
  })
  expect(screen.getAllByText('add a')).toHaveLength(1)
  await press('skip a')
  await press('add b')
  expect(listed('uploads')).toEqual(['a', 'b', 'c', 'b'])
  await press('add all')
  expect(listed('uploads')).toEqual(['a', 'b', 'c', 'b', 'c'])
  expect(screen.queryByText(/^skip/)).toBeNull()
})

test('useFileDropzone maxFiles › is counted for each dropzone', async () => {
  renderInProvider(
    <>
      <Zone maxFiles={1} />
      <Zone maxFiles={1} />
    </>,
    { transfer: createScriptedTransfer({ stallAt: 0.5 }) },
  )
  const [first, second] = screen.getAllByRole('group', { name: 'Add files' }) as [HTMLElement, HTMLElement]
  dropFiles(first, [file('a'), file('b')])
  dropFiles(second, [file('c')])
  await waitFor(() => {
    const [list] = screen.getAllByRole('list', { name: 'uploads' })
    expect(list?.textContent).toMatch(/^(ac|ca)$/)
  })
})

test('useFileDropzone dragState › names what will be rejected where that is certain', async () => {
  open({ accept: { 'image/*': [], 'text/x-log': ['.log'] }, maxFiles: 2 })
  const hold = async (files: File[]) => {
    fireEvent(zone(), dragEvent('dragenter', files))
    await waitFor(() => {
      expect(zone().dataset['drag']).not.toBe('none')
    })
    const shown = `${zone().dataset['drag'] ?? ''}: ${text('prompt')}`
    fireEvent(zone(), dragEvent('dragleave', files))
    await waitFor(() => {
      expect(zone().dataset['drag']).toBe('none')
    })
    return shown
  }
  const [png, pdf] = [file('a.png', 'image/png'), file('a.pdf', 'application/pdf')]
  expect(await hold([png])).toBe('accept: Drop to add')
  expect(await hold([file('a')])).toBe('unknown: Drop to add')
  expect(await hold([png, png, png])).toBe('reject: You can add only 2 of 3')
  // Log files can have this type.
  expect(await hold([pdf])).toBe('unknown: Drop to add')
})
