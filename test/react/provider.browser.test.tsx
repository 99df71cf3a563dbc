import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { createUploader, UploadProvider, useUploader, useUploadFile, useUploadRow } from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import { runHook } from './render.tsx'

afterEach(cleanup)

test('UploadProvider › passes its uploader to useUploader', async () => {
  const backend = createFakeBackend()
  const uploader = createUploader({ backend, transfer: createScriptedTransfer(), storage: null })
  const uploaders: unknown[] = []
  function Name() {
    uploaders.push(useUploader())
    const { upload } = useUploadRow(uploader.ids()[0] ?? '')
    return <p>{`${upload?.name} ${upload?.state.status}`}</p>
  }
  uploader.add([new File(['1'], 'one.txt')])
  const page = (
    <UploadProvider uploader={uploader}>
      <Name />
    </UploadProvider>
  )
  const { unmount } = render(page)
  await screen.findByText('one.txt completed')
  expect(new Set(uploaders)).toEqual(new Set([uploader]))
  unmount()
  expect(uploader.uploads()).toHaveLength(1)
})

test('UploadProvider › renders no live region until something is to be announced', async () => {
  const backend = createFakeBackend()
  function Progress() {
    useUploadFile()
    return null
  }
  const { rerender } = render(<UploadProvider backend={backend}>nothing</UploadProvider>)
  expect(screen.queryByRole('status')).toBeNull()
  rerender(
    <UploadProvider backend={backend}>
      <Progress />
      <Progress />
    </UploadProvider>,
  )
  await screen.findByRole('status')
  expect(screen.getAllByRole('status')).toHaveLength(1)
})

test('useUploadRow › has a button for each available action', async () => {
  const transfer = createScriptedTransfer({ stallAt: 0.5 })
  const { result } = runHook(
    () => {
      const file = useUploadFile()
      return { file, row: useUploadRow(file.uploadId ?? '') }
    },
    { transfer },
  )
  expect(result.current.row.buttons).toEqual([])
  act(() => {
    result.current.file.upload(new File(['12345'], 'a.txt')).catch(() => undefined)
  })
  const expectLabels = (...labels: readonly string[]) =>
    waitFor(() => {
      expect(result.current.row.buttons.map(({ key, label }) => `${key}: ${label}`)).toEqual(labels)
    })
  await waitFor(() => expect(result.current.row.status).toBe('uploading'))
  await expectLabels('primary: Pause a.txt', 'dismiss: Cancel a.txt')
  act(() => result.current.row.buttons[0]?.onClick())
  await expectLabels('primary: Resume a.txt', 'dismiss: Cancel a.txt')
  act(() => result.current.row.buttons[1]?.onClick())
  await expectLabels('primary: Retry a.txt', 'dismiss: Remove a.txt')
})

test('useUploadFile › calls back when the upload has settled', async () => {
  const calls: string[] = []
  const transfer = createScriptedTransfer(({ size }) => (size === 1 ? { status: 403 } : {}))
  const { result } = runHook(
    () =>
      useUploadFile({
        onSuccess: (file) => calls.push(`success ${file.name}`),
        onError: (error) => calls.push(`error ${error instanceof Error ? error.name : ''}`),
        onSettled: (file) => calls.push(`settled ${file?.name}`),
      }),
    { transfer },
  )
  await act(() => result.current.upload(new File(['1'], 'a.txt')).catch(() => undefined))
  expect(calls).toEqual(['error UploadError', 'settled undefined'])
  await act(() => result.current.upload(new File(['22'], 'b.txt')))
  expect(calls.slice(2)).toEqual(['success b.txt', 'settled b.txt'])
})
