import { useState } from 'react'
import { useFilePreview, useUploadFile, useUploadText } from 'react-presigned'

/** A person's picture: chosen, seen at once, sent. */
export function Avatar() {
  const [picked, setPicked] = useState<File>()
  const { upload, status, progress, error, cancel, retry } = useUploadFile()
  const { url } = useFilePreview(picked)
  const { messages } = useUploadText()
  return (
    <div style={{ display: 'grid', justifyItems: 'start', gap: '0.5em' }}>
      {url && <img src={url} alt="" style={{ inlineSize: 72, aspectRatio: 1, objectFit: 'cover' }} />}
      <label>
        Picture{' '}
        <input
          type="file"
          accept="image/*"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            if (!file) return
            setPicked(file)
            // What fails is told by `error`.
            upload(file).catch(() => undefined)
          }}
        />
      </label>
      <p>{error ? messages.errors.describe(error) : picked && messages.uploads.status[status]}</p>
      {status === 'uploading' && <progress aria-label="Picture" value={progress} />}
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
