import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { FileDropzone, UploadProgress, useUploadActions } from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import { dragEvent } from '../support/drop.ts'
import { nextFrames, renderInProvider } from './render.tsx'

// In the order of the tests, since a module that is loaded stays loaded.
const modules = [
  'uploads/list-chunk.ts',
  'a11y/restore-focus.ts',
  'a11y/announcer.ts',
  'dropzone/dropzone-chunk.ts',
] as const

beforeAll(() => {
  performance.setResourceTimingBufferSize(10_000)
})
afterEach(cleanup)

function Page() {
  const { add } = useUploadActions()
  const addFiles = (count: number) =>
    add(Array.from({ length: count }, (_, index) => new File(['x'], `${index}`)))
  // Below the fold: the mouse may be anywhere in the viewport, and loads the code of a dropzone that it enters.
  return (
    <div style={{ marginBlockStart: '100vh' }}>
      <button onClick={() => addFiles(1)}>Add one</button>
      <button onClick={() => addFiles(60)}>Add sixty</button>
      <FileDropzone />
      <UploadProgress />
    </div>
  )
}

beforeEach(async () => {
  renderInProvider(<Page />, { transfer: createScriptedTransfer({ stallAt: 0.5 }) })
  await nextFrames()
  await new Promise<void>((resolve) => requestIdleCallback(() => resolve()))
})

const loaded = () =>
  modules.filter((module) =>
    performance
      .getEntriesByType('resource')
      .some(({ name }) => new URL(name).pathname.endsWith(`/${module}`)),
  )

test('components › load no code on demand before it is needed', () => {
  expect(loaded()).toEqual([])
})

test('components › load the code of long lists with the fiftieth row', async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Add sixty' }))
  await waitFor(() => expect(loaded()).toContain('uploads/list-chunk.ts'))
})

test('components › load what announces uploads with the first upload', async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Add one' }))
  await waitFor(() => expect(loaded()).toContain('a11y/announcer.ts'), { timeout: 5_000 })
  expect(loaded()).not.toContain('dropzone/dropzone-chunk.ts')
})

test('components › load the code of dropzones with a drag over the page', async () => {
  fireEvent(document.body, dragEvent('dragenter', [new File(['x'], 'a')]))
  await waitFor(() => expect(loaded()).toContain('dropzone/dropzone-chunk.ts'))
  expect(loaded()).not.toContain('a11y/restore-focus.ts')
})

test('components › load what restores the focus with the first focus inside', async () => {
  screen.getByRole('button', { name: 'Choose files' }).focus()
  await waitFor(() => expect(loaded()).toContain('a11y/restore-focus.ts'))
})
