import { useUploadFile, useUploadText } from 'react-presigned'

export function Avatar() {
  const { upload, status, progress, file, error, cancel } = useUploadFile()
  const { messages } = useUploadText()
  return (
    <>
      <label>
        Image
        <input
          type="file"
          accept="image/*"
          onChange={({ currentTarget }) => {
            const [picked] = currentTarget.files ?? []
            // `error` holds the failure.
            if (picked) upload(picked).catch(() => undefined)
          }}
        />
      </label>
      {status === 'uploading' && <button onClick={cancel}>Cancel, {Math.round(progress * 100)} %</button>}
      <p>{error ? messages.errors.describe(error) : file && `${file.name} is uploaded`}</p>
    </>
  )
}
