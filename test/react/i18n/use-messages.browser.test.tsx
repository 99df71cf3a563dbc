import { renderHook, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import {
  FileDropzone,
  UploadProvider,
  useUploadText,
  type UploadMessages,
  type UploadMessagesOverride,
} from 'react-presigned'
import { de } from 'react-presigned/messages/de'
import { en } from 'react-presigned/messages/en'
import { createFakeBackend } from 'react-presigned/testing'

const backend = createFakeBackend()

function provide(messages?: UploadMessagesOverride) {
  return function Provider({ children }: { children: ReactNode }) {
    return (
      <UploadProvider backend={backend} messages={messages}>
        {children}
      </UploadProvider>
    )
  }
}

test('useUploadText › returns the texts of a whole language on the first render', () => {
  const renders: UploadMessages[] = []
  renderHook(() => renders.push(useUploadText().messages), { wrapper: provide(de) })
  expect(renders[0]).toEqual(de)
})

test('useUploadText › adds English to texts that the provider gives in part', async () => {
  const messages: UploadMessagesOverride = { dropzone: { prompt: 'Drop your invoices' } }
  const { result } = renderHook(() => useUploadText().messages, { wrapper: provide(messages) })
  await expect.poll(() => result.current.gallery.label).toBe(en.gallery.label)
  await expect.poll(() => result.current.dropzone.chooseFiles).toBe(en.dropzone.chooseFiles)
  expect(result.current.dropzone.prompt).toBe('Drop your invoices')
})

test('components › prefer the texts of the provider', () => {
  const Provider = provide(de)
  render(
    <Provider>
      <FileDropzone />
    </Provider>,
  )
  expect(screen.getByText(de.dropzone.prompt)).toBeTruthy()
})
