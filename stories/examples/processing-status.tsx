import { useFileStatus } from 'react-presigned'
import { Failure } from '../failure.tsx'

export function ProcessingStatus({ fileId }: { fileId: string }) {
  const { data: state, error } = useFileStatus(fileId, { deadlineMs: 600_000 })
  return <p role="status">{error ? <Failure error={error} /> : state?.status}</p>
}
