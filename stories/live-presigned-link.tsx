import { safeUrl, usePresignedUrl } from 'react-presigned'
import { Failure } from './failure.tsx'

/** A link to a storage URI. Its URL is refreshed before it expires, as long as the link is mounted. */
export function PresignedLink({ uri }: { uri: string }) {
  const { data, error } = usePresignedUrl(uri)
  if (error)
    return (
      <p role="alert">
        <Failure error={error} />
      </p>
    )
  if (!data) return <p>Asking for a URL…</p>
  const { url, expiresAt } = data
  return (
    <p>
      <a href={safeUrl(url)} target="_blank" rel="noreferrer">
        Open the file
      </a>
      {expiresAt && ` · works until ${expiresAt.toLocaleTimeString()}, then a new one is asked for`}
    </p>
  )
}
