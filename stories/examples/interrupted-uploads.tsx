import { useResumableUploads } from 'react-presigned'

export function InterruptedUploads() {
  const { uploads, resume, discard } = useResumableUploads()
  return uploads.map(({ id, name, canReopen }) => (
    <p key={id}>
      {name}
      {canReopen && <button onClick={() => void resume(id)}>Resume {name}</button>}
      <button onClick={() => void discard(id)}>Discard {name}</button>
    </p>
  ))
}
