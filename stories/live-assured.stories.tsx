import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { FileDropzone, UploadProgress } from 'react-presigned'
import { assuredBackend, createAssuredClient } from 'react-presigned/assured'
import * as z from 'zod/mini'
import { useCompletedFiles } from './live-completed-files.tsx'
import { Disclosure } from './live-disclosure.tsx'
import { FileRow } from './live-file-row.tsx'
import { LivePage } from './live-page.tsx'
import { PresignedLink } from './live-presigned-link.tsx'
import { TextForm } from './live-text-form.tsx'

const backend = assuredBackend(createAssuredClient({ baseUrl: '/sandbox/proxy/assured' }))
const documents = { 'application/pdf': ['.pdf'], 'image/png': ['.png'], 'image/jpeg': ['.jpg', '.jpeg'] }
const Record = z.object({ fileUrl: z.optional(z.string()) })

const meta = {
  title: 'Live / Assured',
  component: Live,
  // Needs the sandbox: test/e2e runs it.
  tags: ['!test'],
} satisfies Meta<typeof Live>

export default meta

/** File features of Assured: document upload, and URLs for `s3://` URIs. */
export const Upload: StoryObj<typeof meta> = {}

function Live() {
  return (
    <LivePage
      backend={backend}
      title="Assured"
      about="Uploads documents through Assured’s API, which returns s3:// URIs and exchanges them for short-lived URLs. The API key and the login stay on the server."
    >
      <FileDropzone accept={documents} />
      <UploadProgress />
      <Uploaded />
      <PresignAny />
    </LivePage>
  )
}

function Uploaded() {
  const files = useCompletedFiles()
  return (
    <section>
      <h2>Uploaded here</h2>
      {files.length === 0 && <p>Nothing yet. Drop a document above.</p>}
      <ul className="live-files" aria-label="Uploaded here">
        {files.map((file) => {
          const uri = Record.safeParse(file.raw).data?.fileUrl
          return (
            <FileRow key={file.id} file={file}>
              {uri !== undefined && (
                <>
                  <code className="live-uri">{uri}</code>
                  <Disclosure label="Link" of={file.name}>
                    <PresignedLink uri={uri} />
                  </Disclosure>
                </>
              )}
            </FileRow>
          )
        })}
      </ul>
    </section>
  )
}

function PresignAny() {
  const [uri, setUri] = useState<string>()
  return (
    <section aria-label="Open an s3:// URI">
      <h2>Open an s3:// URI</h2>
      <TextForm label="URI of an uploaded file" placeholder="s3://…" action="Presign" onSubmit={setUri} />
      {uri !== undefined && <PresignedLink uri={uri} />}
    </section>
  )
}
