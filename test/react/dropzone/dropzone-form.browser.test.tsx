import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { FileDropzone, UploadProgress, type UseFileDropzoneOptions } from 'react-presigned'
import { createScriptedTransfer, type TransferScript } from 'react-presigned/testing'
import { isOverBidi } from '../../support/bidi-workarounds.ts'
import { dropFiles } from '../../support/drop.ts'
import { renderInProvider } from '../render.tsx'

afterEach(cleanup)

type Options = UseFileDropzoneOptions & { script?: TransferScript; fieldset?: boolean }

function open({ script, fieldset, ...options }: Options) {
  const sent: FormData[] = []
  const form = (
    <form
      aria-label="form"
      onSubmit={(event) => {
        event.preventDefault()
        sent.push(new FormData(event.currentTarget))
      }}
    >
      <fieldset disabled={fieldset ?? false}>
        <FileDropzone {...options} />
      </fieldset>
      <input aria-label="Name" name="name" />
      <button>Send</button>
    </form>
  )
  renderInProvider(
    <>
      {form}
      <UploadProgress />
    </>,
    { transfer: createScriptedTransfer(script) },
  )
  return sent
}

const form = () => screen.getByRole<HTMLFormElement>('form', { name: 'form' })
const zone = () => screen.getByRole('group', { name: 'Add files' })
const button = () => screen.getByRole('button', { name: 'Choose files' })
const send = () => userEvent.click(screen.getByRole('button', { name: 'Send' }))
const values = () => [...form().querySelectorAll<HTMLInputElement>('[name=files]')].map(({ value }) => value)
const file = (name: string) => new File(['x'], name)

test.skipIf(isOverBidi)(
  'dropzone field › required, blocks the form and describes its button until a file is added',
  async () => {
    const sent = open({ name: 'files', required: true })
    expect(form().checkValidity()).toBe(false)
    await send()
    expect(document.activeElement).toBe(button())
    expect(screen.getByText('Add at least one file.')).toBeTruthy()
    dropFiles(zone(), [file('a'), file('b')])
    await waitFor(() => {
      expect(values()).toHaveLength(2)
    })
    expect(screen.queryByText('Add at least one file.')).toBeNull()
    await send()
    expect(sent).toHaveLength(1)
    expect(sent[0]?.getAll('files')).toEqual(values())
    expect([...(sent[0]?.keys() ?? [])]).toEqual(['files', 'files', 'name'])
  },
)

test.skipIf(isOverBidi)(
  'dropzone field › blocks the form while uploads are in progress, unless allowIncomplete is set',
  async () => {
    const sent = open({ name: 'files', script: { stallAt: 0.5 } })
    dropFiles(zone(), [file('a')])
    await screen.findByTitle('a')
    await send()
    expect(
      screen.getByText('Uploads are still in progress. Wait for them to finish or remove them.'),
    ).toBeTruthy()
    expect(sent).toHaveLength(0)
    cleanup()
    const allowed = open({ name: 'files', allowIncomplete: true, required: true, script: { stallAt: 0.5 } })
    dropFiles(zone(), [file('a')])
    await screen.findByTitle('a')
    await send()
    expect(allowed).toHaveLength(1)
  },
)

test.skipIf(isOverBidi)('dropzone field › blocks the form while a failed upload is listed', async () => {
  const sent = open({ name: 'files', script: { status: 403 } })
  dropFiles(zone(), [file('a')])
  await screen.findByRole('button', { name: 'Remove a' })
  await waitFor(() => {
    expect(form().checkValidity()).toBe(false)
  })
  await send()
  expect(sent).toHaveLength(0)
  await userEvent.click(screen.getByRole('button', { name: 'Remove a' }))
  await send()
  expect(sent).toHaveLength(1)
})

test.skipIf(isOverBidi)('dropzone field › leaves the focus to an invalid field before it', async () => {
  open({ name: 'files', required: true })
  const name = screen.getByLabelText<HTMLInputElement>('Name')
  name.required = true
  form().prepend(name)
  await send()
  expect(document.activeElement).toBe(name)
})

test('dropzone field › removes its uploads when the form is reset', async () => {
  open({ name: 'files' })
  dropFiles(zone(), [file('a')])
  await waitFor(() => {
    expect(values()).toHaveLength(1)
  })
  form().reset()
  await waitFor(() => {
    expect(values()).toHaveLength(0)
  })
  expect(screen.getByText('No uploads yet')).toBeTruthy()
})

test.skipIf(isOverBidi)('dropzone field › does not block the form without a name', async () => {
  const sent = open({ script: { stallAt: 0.5 } })
  dropFiles(zone(), [file('a')])
  await screen.findByTitle('a')
  await send()
  expect(sent).toHaveLength(1)
})

test('dropzone field › accepts nothing inside a disabled fieldset', async () => {
  open({ name: 'files', required: true, fieldset: true })
  dropFiles(zone(), [file('a')])
  fireEvent.paste(zone())
  await new Promise((done) => setTimeout(done, 50))
  expect(screen.getByText('No uploads yet')).toBeTruthy()
  expect(form().checkValidity()).toBe(true)
})
