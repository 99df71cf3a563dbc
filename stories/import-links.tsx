import { useFileStatus, useImportUrls, type RemoteFile } from 'react-presigned'
import { Failure } from './failure.tsx'

/** Imports files from URLs, one per line. */
export function ImportLinks() {
  const { mutate, data: files = [], isPending, error } = useImportUrls()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const links = new FormData(event.currentTarget).get('links')
        if (typeof links === 'string') mutate(links.split(/\s+/).filter(Boolean))
      }}
    >
      <p>
        <label htmlFor="links">Links</label>
      </p>
      <textarea id="links" name="links" rows={3} cols={40} required />
      <p>
        <button disabled={isPending}>Import</button>
      </p>
      <p role="alert">{error && <Failure error={error} />}</p>
      <ul aria-label="Imported">
        {files.map((file) => (
          <Imported key={file.id} file={file} />
        ))}
      </ul>
    </form>
  )
}

function Imported({ file }: { file: RemoteFile }) {
  const { data: state = file, error } = useFileStatus(file.id)
  return (
    <li>
      {file.name}: {error ? <Failure error={error} /> : state.status}
    </li>
  )
}
