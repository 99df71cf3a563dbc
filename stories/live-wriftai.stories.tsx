import type { Meta, StoryObj } from '@storybook/react-vite'
import { FileDropzone, UploadProgress } from 'react-presigned'
import { createWriftaiClient, wriftaiBackend } from 'react-presigned/wriftai'
import { useCompletedFiles } from './live-completed-files.tsx'
import { FileRow } from './live-file-row.tsx'
import { LivePage } from './live-page.tsx'

const backend = wriftaiBackend(createWriftaiClient({ baseUrl: '/sandbox/proxy/wriftai' }))

const meta = {
  title: 'Live / WriftAI',
  component: Live,
  // Needs the sandbox: test/e2e runs it.
  tags: ['!test'],
} satisfies Meta<typeof Live>

export default meta

/** File features of WriftAI: uploads and download URLs. */
export const Upload: StoryObj<typeof meta> = {}

function Live() {
  return (
    <LivePage
      backend={backend}
      title="WriftAI"
      about="Uploads files to WriftAI, which returns a download URL. There is no list: the download URL is the file’s id."
    >
      <FileDropzone />
      <UploadProgress />
      <Downloads />
    </LivePage>
  )
}

function Downloads() {
  const files = useCompletedFiles()
  return (
    <section>
      <h2>Download URLs</h2>
      {files.length === 0 && <p>None yet. Drop a file above.</p>}
      <ul className="live-files" aria-label="Download URLs">
        {files.map((file) => (
          <FileRow key={file.id} file={file}>
            <input
              className="live-uri"
              readOnly
              aria-label={`Download URL of ${file.name}`}
              value={file.id}
            />
          </FileRow>
        ))}
      </ul>
    </section>
  )
}
