import { useUploads } from 'react-presigned'

export function CompletedBadge() {
  const { uploads, clearCompleted } = useUploads()
  const completed = uploads.filter(({ state }) => state.status === 'completed')
  return <button onClick={clearCompleted}>Clear {completed.length} completed</button>
}
