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
  // It needs the sandbox: a browser journey drives it.
  tags: ['!test'],
} satisfies Meta<typeof Live>

export default meta

/** All that Assured does with files: it takes documents, and exchanges their `s3://` URIs for URLs. */
export const Upload: StoryObj<typeof meta> = {}

function Live() {
  return (
    <LivePage
      backend={backend}
      title="Assured"
      about="Assured takes documents through its own API and answers with an s3:// URI, which it exchanges for a URL that lives for minutes. Key and log-in stay on the server."
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
