import { useDeleteFile, type RemoteFile } from 'react-presigned'

export function DeleteButton({ file }: { file: RemoteFile }) {
  const { mutate, isPending } = useDeleteFile()
  return (
    <button disabled={isPending} aria-label={`Delete ${file.name}`} onClick={() => mutate(file.id)}>
      Delete
    </button>
  )
}
