import {
  isFinalStatus,
  safeUrl,
  useDeleteFile,
  useFiles,
  useFileStatus,
  useUploadText,
  type RemoteFile,
} from 'react-presigned'
import { Failure } from './failure.tsx'

/** A paginated list of the stored files, three per page. */
export function FileLibrary() {
  const { files, total, error, isPending, hasNextPage, fetchNextPage } = useFiles({ limit: 3 })
  return (
    <section aria-label="FileLibrary">
      <p role="status">
        {error ? <Failure error={error} /> : isPending ? 'Looking…' : `${total ?? files.length} files`}
      </p>
      <ul>
        {files.map((file) => (
          <LibraryRow key={file.id} file={file} />
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

function LibraryRow({ file }: { file: RemoteFile }) {
  const { format } = useUploadText()
  // Polls until the status is final; a final status is not polled.
  const { data: state = file } = useFileStatus(isFinalStatus(file.status) ? undefined : file.id)
  const { mutate, isPending, error } = useDeleteFile()
  const url = safeUrl(file.url)
  return (
    <li>
      {url ? <a href={url}>{file.name}</a> : file.name}
      {file.size !== undefined && ` · ${format.bytes(file.size)}`}
      {` · ${state.error ?? state.status} `}
      <button
        type="button"
        aria-label={`Delete ${file.name}`}
        disabled={isPending}
        onClick={() => {
          mutate(file.id)
        }}
      >
        Delete
      </button>
      {error && (
        <span role="alert">
          {' '}
          <Failure error={error} />
        </span>
      )}
    </li>
  )
}
