import { useFiles } from 'react-presigned'

export function VideoList() {
  const { files, hasNextPage, fetchNextPage } = useFiles({ kind: 'video', limit: 20 })
  return (
    <>
      <ul>
        {files.map((file) => (
          <li key={file.id}>{file.name}</li>
        ))}
      </ul>
      {hasNextPage && <button onClick={() => void fetchNextPage()}>More</button>}
    </>
  )
}
