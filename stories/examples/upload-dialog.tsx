import { FileDropzone, UploadProgress, useUploadAnnouncer } from 'react-presigned'

export function UploadDialog() {
  const announcement = useUploadAnnouncer()
  return (
    <dialog aria-label="Upload files">
      <FileDropzone />
      <UploadProgress />
      <p role="status">{announcement}</p>
    </dialog>
  )
}
