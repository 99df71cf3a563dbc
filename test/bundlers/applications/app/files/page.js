import { createElement } from 'react'
import { createS3Client, FileDropzone, fileKindOf, UploadProgress } from 'react-presigned'
import { en } from 'react-presigned/messages/en'
import { Uploads } from '../../uploads.js'

/** A Server Component: what knows no browser is called here, components are rendered with what can be serialised. */
export default function Page() {
  const client = createS3Client({ baseUrl: 'https://files.example.com' })
  return createElement(
    Uploads,
    null,
    createElement('h1', null, `${en.dropzone.label}: ${fileKindOf('image/png')}, ${typeof client.list}`),
    createElement(FileDropzone, { accept: { 'image/*': [] }, maxFiles: 3 }),
    createElement(UploadProgress),
  )
}
