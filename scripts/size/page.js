// Uploads one small file with whatever the bundle exports, and says when it is done.
import { createElement, useEffect, useRef } from 'react'
import { createRoot } from 'react-dom/client'
// Found by its URL when the page runs: the bundle is made by the script.
const bundle = await import(new URL('/bundle/entry.js', location.href).href)

const file = new File(['a small file'], 'notes.txt', { type: 'text/plain' })
const backend = bundle.s3Backend(bundle.createS3Client({ baseUrl: '/api/files' }))

function settle(outcome) {
  outcome.then(
    ({ status }) => (globalThis.outcome = status),
    (error) => (globalThis.outcome = String(error)),
  )
}

if (bundle.UploadProvider) {
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(createElement(bundle.UploadProvider, { backend }, createElement(Application)))
} else {
  const uploader = bundle.createUploader({ backend })
  const [upload] = uploader.add([file])
  settle(uploader.wait(upload.id))
}

function Application() {
  const { upload, uploadId } = bundle.useUploadFile()
  const isStarted = useRef(false)
  useEffect(() => {
    if (isStarted.current) return
    isStarted.current = true
    settle(upload(file))
  }, [upload])
  return [
    bundle.useFileDropzone && createElement(Headless, { key: 'headless' }),
    bundle.useUploadRow && uploadId && createElement(Row, { key: 'row', uploadId }),
    bundle.FileDropzone && createElement(bundle.FileDropzone, { key: 'dropzone' }),
    bundle.UploadProgress && createElement(bundle.UploadProgress, { key: 'progress' }),
    bundle.VideoFrameGallery &&
      createElement(bundle.VideoFrameGallery, { key: 'gallery', fileId: undefined }),
  ]
}

function Headless() {
  bundle.useFileDropzone({})
  bundle.useUploadList()
  return null
}

function Row({ uploadId }) {
  bundle.useUploadRow(uploadId)
  return null
}
