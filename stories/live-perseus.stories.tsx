import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import {
  FileDropzone,
  UploadProgress,
  useFindFiles,
  type FindQuery,
  type RemoteFile,
  type Upload as UploadOfFile,
  type UploadEvent,
} from 'react-presigned'
import { createPerseusClient, perseusBackend } from 'react-presigned/perseus'
import { useCompletedFiles } from './live-completed-files.tsx'
import { DeleteButton } from './live-delete-button.tsx'
import { FileRow } from './live-file-row.tsx'
import { LivePage } from './live-page.tsx'
import { TextForm } from './live-text-form.tsx'

const backend = perseusBackend(createPerseusClient({ baseUrl: '/sandbox/proxy/perseus' }))

const meta = {
  title: 'Live / Perseus',
  component: Live,
  // Needs the sandbox: test/e2e runs it.
  tags: ['!test'],
} satisfies Meta<typeof Live>

export default meta

/** File features of Perseus: deduplicated uploads, lookup by id and by hash, deletion. */
export const Upload: StoryObj<typeof meta> = {}

function Live() {
  const [unsent, setUnsent] = useState<readonly UploadOfFile[]>([])

  function onEvent(event: UploadEvent) {
    if (wasDeduplicated(event)) setUnsent((before) => [...before, event.upload])
  }

  return (
    <LivePage
      backend={backend}
      onEvent={onEvent}
      title="Perseus"
      about="Perseus deduplicates files by the SHA-256 of their content. The browser hashes a file before uploading it, and content that exists is not uploaded again."
    >
      <FileDropzone />
      <UploadProgress />
      <Uploaded unsent={unsent} />
      <Find />
    </LivePage>
  )
}

type StatusEvent = Extract<UploadEvent, { type: 'status' }>

/** An upload that goes from `signing` to `finishing` has sent no bytes: the content existed. */
function wasDeduplicated(event: UploadEvent): event is StatusEvent {
  return event.type === 'status' && event.previous === 'signing' && event.upload.state.status === 'finishing'
}

function Unsent({ uploads }: { uploads: readonly UploadOfFile[] }) {
  return (
    <div role="status" className="live-notes">
      {uploads.map(({ id, name, remote }) => (
        <p key={id}>
          <bdi>{name}</bdi> was not sent: Perseus has this content already, as <bdi>{remote?.name}</bdi>.
        </p>
      ))}
    </div>
  )
}

/** The files that were uploaded here and still exist. */
function Uploaded({ unsent }: { unsent: readonly UploadOfFile[] }) {
  const ids = [...new Set(useCompletedFiles().map(({ id }) => id))]
  return (
    <section>
      <h2>Uploaded here</h2>
      <Unsent uploads={unsent} />
      {ids.length === 0 ? (
        <p>Nothing yet. Drop a file above.</p>
      ) : (
        <Found query={{ ids }} label="Uploaded here" />
      )}
    </section>
  )
}

function Find() {
  const [query, setQuery] = useState<FindQuery>()
  return (
    <section>
      <h2>Find</h2>
      <TextForm
        label="Ids or SHA-256 digests, with spaces between them"
        action="Find"
        onSubmit={(text) => {
          setQuery(queryOf(text))
        }}
      />
      {query && <Found query={query} label="Found files" />}
    </section>
  )
}

function Found({ query, label }: { query: FindQuery; label: string }) {
  const { data: files, error } = useFindFiles(query)
  if (error) return <p role="alert">{error.message}</p>
  if (!files) return <p>Looking…</p>
  if (files.length === 0) return <p role="status">Perseus has none of these.</p>
  return (
    <ul className="live-files" aria-label={label}>
      {files.map((file) => (
        <PerseusFile key={file.id} file={file} />
      ))}
    </ul>
  )
}

function PerseusFile({ file }: { file: RemoteFile }) {
  return (
    <FileRow file={file}>
      <DeleteButton file={file} />
      <code className="live-uri">
        id {file.id}
        {file.contentHash && (
          <>
            <br />
            SHA-256 {file.contentHash}
          </>
        )}
      </code>
    </FileRow>
  )
}

function queryOf(text: string): FindQuery {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '')
  const isDigest = (word: string) => /^[\da-f]{64}$/i.test(word)
  return {
    ids: words.filter((word) => !isDigest(word)),
    contentHashes: words.filter(isDigest).map((digest) => digest.toLowerCase()),
  }
}
