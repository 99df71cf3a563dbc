import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import {
  FileDropzone,
  UploadProgress,
  UploadProvider,
  useFile,
  useFileDropzone,
  useLeaveGuard,
  useResumableUploads,
  useUploadEvents,
  useUploadFile,
  useUploadProgress,
  useUploads,
  useUploadText,
  VideoFrameGallery,
} from 'react-presigned'
import { en } from 'react-presigned/messages/en'
import { createFakeBackend } from 'react-presigned/testing'

function Page() {
  const { getRootProps, getInputProps } = useFileDropzone({ accept: { 'image/*': [] } })
  const { uploads } = useUploads()
  const { status } = useUploadFile()
  const { progressBarProps } = useUploadProgress()
  const file = useFile('a')
  const resumables = useResumableUploads()
  const { isGuarding } = useLeaveGuard()
  useUploadEvents(() => undefined)
  return (
    <main {...getRootProps()}>
      <input {...getInputProps()} />
      <div {...progressBarProps} />
      {`${uploads.length} ${status} ${file.status} ${resumables.uploads.length} ${isGuarding}`}
    </main>
  )
}

test('components › have English texts on the server', () => {
  const html = renderToString(
    <UploadProvider backend={createFakeBackend()}>
      <FileDropzone />
      <UploadProgress />
      <VideoFrameGallery fileId="video" />
    </UploadProvider>,
  )
  for (const text of [en.dropzone.prompt, en.uploads.empty, en.gallery.loading]) expect(html).toContain(text)
})

test('hooks › have empty texts on the server where the provider has none', () => {
  const Label = () => <p>{useUploadText().messages.uploads.pauseAll}</p>
  const html = renderToString(
    <UploadProvider backend={createFakeBackend()}>
      <Label />
    </UploadProvider>,
  )
  expect(html).toContain('<p></p>')
})

test('hooks › render on the server without browser globals', () => {
  expect(typeof document).toBe('undefined')
  const html = renderToString(
    <UploadProvider backend={createFakeBackend()} locale="en">
      <Page />
    </UploadProvider>,
  )
  expect(html).toContain('0 idle pending 0 false')
  expect(html).toContain('role="progressbar"')
})
