import { safeUrl, useFile, useUploadText } from 'react-presigned'
import { Failure } from './failure.tsx'
import './live-vendors.css'

/** What the backend knows of one file, with a link to it that is kept alive. */
export function FileFacts({ fileId }: { fileId: string }) {
  const { data: file, error } = useFile(fileId)
  const { format } = useUploadText()
  if (error)
    return (
      <p role="alert">
        <Failure error={error} />
      </p>
    )
  if (!file) return <p>Looking…</p>
  const { duration, fps, width, height, frameCount } = file.video ?? {}
  const facts = {
    Id: file.id,
    Type: file.contentType,
    Created: file.createdAt?.toLocaleString(),
    Length: duration === undefined ? undefined : format.timecode(duration),
    Dimensions: width && height ? `${width} × ${height}` : undefined,
    'Frames a second': fps?.toLocaleString(),
    'Frames taken': frameCount?.toLocaleString(),
  }
  const url = safeUrl(file.url)
  return (
    <dl className="live-facts">
      {Object.entries(facts).map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
      {url && (
        <div>
          <dt>Link</dt>
          <dd>
            <a href={url} target="_blank" rel="noreferrer">
              Open the file
            </a>
            {file.urlExpiresAt && ` · works until ${file.urlExpiresAt.toLocaleTimeString()}`}
          </dd>
        </div>
      )}
    </dl>
  )
}
