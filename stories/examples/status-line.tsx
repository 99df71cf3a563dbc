import { useUploadAnnouncer } from 'react-presigned'

export function StatusLine() {
  const text = useUploadAnnouncer()
  return <small aria-hidden="true">{text}</small> // 3 of 10 uploaded, 1 failed
}
