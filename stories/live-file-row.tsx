import type { ReactNode } from 'react'
import { safeUrl, useUploadText, type RemoteFile } from 'react-presigned'

/** A row of a file list: name (a link if there is a URL), size, status and actions. */
export function FileRow({
  file,
  status = file.status,
  children,
}: {
  file: RemoteFile
  status?: ReactNode
  children?: ReactNode
}) {
  const { format } = useUploadText()
  const url = safeUrl(file.url)
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
      <span>{status}</span>
      {children}
    </li>
  )
}
