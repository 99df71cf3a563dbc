import { useUpload, useUploadText } from 'react-presigned'

export function Row({ id }: { id: string }) {
  const { upload, can, retry, remove } = useUpload(id)
  const { messages } = useUploadText()
  if (!upload) return null
  const { name, state } = upload
  return (
    <p>
      {name}:{' '}
      {state.status === 'failed'
        ? messages.errors.describe(state.error)
        : messages.uploads.status[state.status]}
      {can.retry && <button onClick={retry}>Retry {name}</button>}
      <button onClick={remove}>Remove {name}</button>
    </p>
  )
}
