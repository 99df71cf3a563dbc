import type { Meta, StoryObj } from '@storybook/react-vite'
import { useId, useState } from 'react'
import {
  FileDropzone,
  UploadProgress,
  useFiles,
  useImportUrls,
  VideoFrameGallery,
  type FileKind,
} from 'react-presigned'
import { aymaraBackend, createAymaraClient } from 'react-presigned/aymara'
import { DeleteButton } from './live-delete-button.tsx'
import { Disclosure } from './live-disclosure.tsx'
import { FileFacts } from './live-file-facts.tsx'
import { FileRow } from './live-file-row.tsx'
import { FileState } from './live-file-state.tsx'
import { NewestVideo } from './live-newest-video.tsx'
import { LivePage } from './live-page.tsx'
import { TextForm } from './live-text-form.tsx'

const backend = aymaraBackend(createAymaraClient({ baseUrl: '/sandbox/proxy/aymara' }))

const kinds = {
  all: 'Everything',
  image: 'Images',
  video: 'Videos',
  text: 'Texts',
  document: 'Documents',
} satisfies Partial<Record<FileKind | 'all', string>>

const meta = {
  title: 'Live / Aymara',
  component: Live,
  // Needs the sandbox: test/e2e runs it.
  tags: ['!test'],
} satisfies Meta<typeof Live>

export default meta

/** File features of Aymara: uploads, imports, lists by kind, status, video frames, deletion. */
export const Upload: StoryObj<typeof meta> = {}

function Live() {
  return (
    <LivePage
      backend={backend}
      title="Aymara"
      about="Uploads files to Aymara, imports files from URLs, lists them by kind, and shows video frames."
    >
      <FileDropzone />
      <UploadProgress />
      <NewestVideo />
      <Import />
      <StoredFiles />
    </LivePage>
  )
}

function Import() {
  const { mutate, data = [], isPending, error } = useImportUrls()
  return (
    <section>
      <h2>Import by address</h2>
      <TextForm
        label="Address of a file that Aymara fetches itself"
        type="url"
        placeholder="https://…"
        action="Import"
        disabled={isPending}
        onSubmit={(url) => {
          mutate([url])
        }}
      />
      <p role="status">{data.map(({ name }) => `Aymara imports ${name}. The row below shows its status.`)}</p>
      {error && <p role="alert">{error.message}</p>}
    </section>
  )
}

function StoredFiles() {
  const id = useId()
  const [kind, setKind] = useState<string>('all')
  return (
    <section>
      <h2>At Aymara</h2>
      <div className="live-more">
        <label htmlFor={id}>Show</label>
        <select
          id={id}
          value={kind}
          onChange={({ target }) => {
            setKind(target.value)
          }}
        >
          {Object.entries(kinds).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </div>
      <FilesOfKind kind={kindNamed(kind)} />
    </section>
  )
}

function FilesOfKind({ kind }: { kind: FileKind | undefined }) {
  const { files, total, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useFiles({
    kind,
    limit: 10,
  })
  if (error) return <p role="alert">{error.message}</p>
  if (isPending) return <p>Looking…</p>
  if (files.length === 0) return <p>{kind ? 'None of this kind.' : 'Nothing yet. Drop a file above.'}</p>
  return (
    <>
      <ul className="live-files" aria-label="Files at Aymara">
        {files.map((file) => (
          <FileRow key={file.id} file={file} status={<FileState backend={backend} file={file} />}>
            <Disclosure label="Details" of={file.name}>
              <FileFacts fileId={file.id} />
            </Disclosure>
            {file.kind === 'video' && (
              <Disclosure label="Frames" of={file.name}>
                <VideoFrameGallery fileId={file.id} />
              </Disclosure>
            )}
            <DeleteButton file={file} />
          </FileRow>
        ))}
      </ul>
      <div className="live-more">
        <span>
          {files.length} of {total ?? 'some'}
        </span>
        {hasNextPage && (
          <button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            More
          </button>
        )}
      </div>
    </>
  )
}

function kindNamed(name: string): FileKind | undefined {
  switch (name) {
    case 'image':
    case 'video':
    case 'text':
    case 'document':
      return name
    default:
      return undefined
  }
}
