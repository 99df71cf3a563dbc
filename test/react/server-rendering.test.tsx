import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import {
  UploadProvider,
  useFile,
  useFileDropzone,
  useLeaveGuard,
  useResumableUploads,
  useUploadEvents,
  useUploadFile,
  useUploadProgress,
  useUploads,
  VideoFrameGallery,
} from 'react-presigned'
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

test('a server renders a gallery that waits', () => {
  const html = renderToString(
    <UploadProvider backend={createFakeBackend()} locale="en">
      <VideoFrameGallery fileId="film" />
    </UploadProvider>,
  )
  expect(html).toContain('Loading frames…')
})

test('a server renders the page at rest, without a browser’s globals', () => {
  expect(typeof document).toBe('undefined')
  const html = renderToString(
    <UploadProvider backend={createFakeBackend()} locale="en">
      <Page />
    </UploadProvider>,
  )
  expect(html).toContain('0 idle pending 0 false')
  expect(html).toContain('role="progressbar"')
})
