import { splitFileName, useUpload, useUploadText } from 'react-presigned'

export function NamedRow({ id }: { id: string }) {
  const { upload } = useUpload(id)
  const { messages, format } = useUploadText()
  if (!upload) return null
  const [start, end] = splitFileName(upload.name)
  return (
    <p title={messages.uploads.removeNamed(upload.name)}>
      <span className="shortened">{start}</span>
      {end} · {format.bytes(upload.size)}
    </p>
  )
}
