import { useDeleteFile, type RemoteFile } from 'react-presigned'

/** Deletes a file, and shows an error if that fails. */
export function DeleteButton({ file: { id, name } }: { file: RemoteFile }) {
  const { mutate, isPending, error } = useDeleteFile()
  return (
    <>
      <button
        type="button"
        disabled={isPending}
        aria-label={`Delete ${name}`}
        onClick={() => {
          mutate(id)
        }}
      >
        Delete
      </button>
      {error && (
        <p role="alert" className="live-disclosed">
          {error.message}
        </p>
      )}
    </>
  )
}
