import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  createS3Client,
  FileDropzone,
  s3Backend,
  UploadProgress,
  useFiles,
  VideoFrameGallery,
} from 'react-presigned'
import { DeleteButton } from './live-delete-button.tsx'
import { Disclosure } from './live-disclosure.tsx'
import { FileRow } from './live-file-row.tsx'
import { InterruptedUploads } from './live-interrupted-uploads.tsx'
import { LivePage } from './live-page.tsx'
import { NewestVideo } from './live-newest-video.tsx'

const backend = s3Backend(createS3Client({ baseUrl: '/sandbox/s3' }))

const meta = {
  title: 'Live / Upload',
  component: Live,
  // Needs the sandbox: test/e2e runs it.
  tags: ['!test'],
} satisfies Meta<typeof Live>

export default meta

/** Real files and a real store: dropped, signed, uploaded, confirmed, processed and shown. */
export const Upload: StoryObj<typeof meta> = {}

function Live() {
  return (
    <LivePage
      backend={backend}
      title="S3"
      about="Real uploads with react-presigned/server and an S3 store: signed, sent as multipart uploads if large, confirmed, and processed into frames by a worker. Reload the page during a large upload: it resumes."
    >
      <FileDropzone />
      <InterruptedUploads />
      <UploadProgress />
      <NewestVideo />
      <StoredFiles />
    </LivePage>
  )
}

/** The files in the store. */
function StoredFiles() {
  const { files, error, isPending, hasNextPage, fetchNextPage } = useFiles({ limit: 20 })
  if (error) return <p role="alert">{error.message}</p>
  return (
    <section>
      <h2>In the store</h2>
      {isPending && <p>Looking…</p>}
      {!isPending && files.length === 0 && <p>Nothing yet. Drop a file above.</p>}
      <ul className="live-files" aria-label="Files in the store">
        {files.map((file) => (
          <FileRow key={file.id} file={file}>
            {file.kind === 'video' && (
              <Disclosure label="Frames" of={file.name}>
                <VideoFrameGallery fileId={file.id} />
              </Disclosure>
            )}
            <DeleteButton file={file} />
          </FileRow>
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" onClick={() => void fetchNextPage()}>
          More
        </button>
      )}
    </section>
  )
}
