import { useState } from 'react'
import { useFilePreview, useUploadFile, useUploadText } from 'react-presigned'

/** An avatar field: the chosen image is shown at once and uploaded. */
export function Avatar() {
  const [picked, setPicked] = useState<File>()
  const { upload, status, progress, error, cancel, retry } = useUploadFile()
  const { url } = useFilePreview(picked)
  const { messages } = useUploadText()
  return (
    <div style={{ display: 'grid', justifyItems: 'start', gap: '0.5em' }}>
      {url && <img src={url} alt="" style={{ inlineSize: 72, aspectRatio: 1, objectFit: 'cover' }} />}
      <label>
        Avatar{' '}
        <input
          type="file"
          accept="image/*"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            if (!file) return
            setPicked(file)
            // `error` holds the failure.
            upload(file).catch(() => undefined)
          }}
        />
      </label>
      <p>{error ? messages.errors.describe(error) : picked && messages.uploads.status[status]}</p>
      {status === 'uploading' && <progress aria-label="Avatar" value={progress} />}
      {status === 'uploading' && (
        <button type="button" onClick={cancel}>
          Cancel
        </button>
      )}
      {error && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  )
}
