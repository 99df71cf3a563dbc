import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import {
  createS3Client,
  FileDropzone,
  openableUrl,
  s3Backend,
  UploadProgress,
  UploadProvider,
  useDeleteFile,
  useFiles,
  useUploads,
  useUploadText,
  VideoFrameGallery,
  type RemoteFile,
} from 'react-presigned'
import './live-upload.css'

const backend = s3Backend(createS3Client({ baseUrl: '/sandbox/s3' }))

const meta = {
  title: 'Live / Upload',
  component: Live,
  // It needs the sandbox: a browser journey drives it.
  tags: ['!test'],
} satisfies Meta<typeof Live>

export default meta

/** Real files to a real store: dropped, signed, sent, confirmed, processed, and looked at. */
export const Upload: StoryObj<typeof meta> = {}

function Live() {
  return (
    <UploadProvider backend={backend}>
      <main className="live">
        <FileDropzone />
        <UploadProgress />
        <NewestVideo />
        <StoredFiles />
      </main>
    </UploadProvider>
  )
}

/** The frames of the video that arrived last, from when the backend works on it. */
function NewestVideo() {
  const { uploads } = useUploads()
  const newest = uploads.findLast(
    ({ state, remote }) =>
      remote?.kind === 'video' && (state.status === 'completed' || state.status === 'processing'),
  )
  if (!newest?.remote) return null
  return (
    <section>
      <h2>Frames of {newest.name}</h2>
      <VideoFrameGallery fileId={newest.remote.id} />
    </section>
  )
}

/** What the store holds. */
function StoredFiles() {
  const { files, error, isPending, hasNextPage, fetchNextPage, refetch } = useFiles({ limit: 20 })
  if (error) return <SandboxMissing reason={error.message} onRetry={() => void refetch()} />
  return (
    <section>
      <h2>In the store</h2>
      {isPending && <p>Looking…</p>}
      {!isPending && files.length === 0 && <p>Nothing yet. Drop a file above.</p>}
      <ul className="live-files" aria-label="Files in the store">
        {files.map((file) => (
          <StoredFile key={file.id} file={file} />
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

function StoredFile({ file }: { file: RemoteFile }) {
  const { format } = useUploadText()
  const { mutate, isPending, error } = useDeleteFile()
  const [isOpen, setIsOpen] = useState(false)
  const url = openableUrl(file.url)
  return (
    <li>
      <bdi className="live-name">
        {url ? (
          <a href={url} target="_blank" rel="noreferrer">
            {file.name}
          </a>
        ) : (
          file.name
        )}
      </bdi>
      <span>{file.size === undefined ? '' : format.bytes(file.size)}</span>
      <span>{file.status}</span>
      {file.kind === 'video' && (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={`Frames of ${file.name}`}
          onClick={() => {
            setIsOpen(!isOpen)
          }}
        >
          Frames
        </button>
      )}
      <button
        type="button"
        disabled={isPending}
        aria-label={`Delete ${file.name}`}
        onClick={() => {
          mutate(file.id)
        }}
      >
        Delete
      </button>
      {error && <p role="alert">{error.message}</p>}
      {isOpen && (
        <div className="live-frames">
          <VideoFrameGallery fileId={file.id} />
        </div>
      )}
    </li>
  )
}

function SandboxMissing({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  return (
    <section role="alert" className="live-missing">
      <h2>The sandbox does not answer</h2>
      <p>
        This page uploads to a real store. Start it together with Storybook by <code>npm start</code> in the
        repository, then try again.
      </p>
      <p>{reason}</p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </section>
  )
}
