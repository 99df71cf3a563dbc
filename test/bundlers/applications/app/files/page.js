import { createElement } from 'react'
import { createS3Client, englishMessages, FileDropzone, fileKindOf, UploadProgress } from 'react-presigned'
import { Uploads } from '../../uploads.js'

/** A Server Component: what knows no browser is called here, components are rendered with what can be serialised. */
export default function Page() {
  const client = createS3Client({ baseUrl: 'https://files.example.com' })
  return createElement(
    Uploads,
    null,
    createElement(
      'h1',
      null,
      `${englishMessages.dropzoneLabel}: ${fileKindOf('image/png')}, ${typeof client.list}`,
    ),
    createElement(FileDropzone, { accept: { 'image/*': [] }, maxFiles: 3 }),
    createElement(UploadProgress),
  )
}
