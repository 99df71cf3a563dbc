import { useFileDropzone, useUpload, useUploadProgress, useUploadText } from 'react-presigned'
import './composer.css'

/** A message form with attachments. The whole form is the dropzone, including the text field. */
export function Composer() {
  const dropzone = useFileDropzone({
    name: 'attachment',
    maxFiles: 5,
    maxSize: 25_000_000,
    duplicates: 'ask',
    folders: true,
    acceptPageDrops: true,
  })
  const [duplicate] = dropzone.duplicates
  return (
    <form aria-label="New message">
      <div {...dropzone.getRootProps({ className: 'composer', 'aria-label': 'Message and attachments' })}>
        <input {...dropzone.getInputProps()} />
        {dropzone.hiddenInputs.map((props) => (
          <input key={props.value} {...props} />
        ))}

        <textarea
          name="text"
          aria-label="Message"
          placeholder="Write a message, paste a screenshot…"
          rows={2}
        />
        <ul aria-label="Attachments">
          {dropzone.uploadIds.map((id) => (
            <Attachment key={id} id={id} />
          ))}
        </ul>

        {dropzone.rejections.length > 0 && (
          <ul className="composer-refused" aria-label="Not attached">
            {dropzone.rejections.map(({ name, error }, index) => (
              <li key={index}>
                <strong>{name}</strong> {error.message}
              </li>
            ))}
            <li>
              <button type="button" onClick={dropzone.clearRejections}>
                Got it
              </button>
            </li>
          </ul>
        )}
        {duplicate && (
          <p className="composer-question">
            <strong>{duplicate.name}</strong> is attached already.{' '}
            <button type="button" onClick={() => dropzone.addDuplicate(duplicate.id)}>
              Attach twice
            </button>{' '}
            <button type="button" onClick={() => dropzone.skipDuplicate(duplicate.id)}>
              Once is enough
            </button>
          </p>
        )}

        <footer>
          <button {...dropzone.getButtonProps()}>＋ Attach</button>
          {dropzone.pickers.map(({ kind, label, inputProps, buttonProps }) => (
            <span key={kind}>
              <input {...inputProps} />
              <button {...buttonProps}>{label}</button>
            </span>
          ))}
          <small {...dropzone.hintProps}>
            {dropzone.dragState === 'none' && !dropzone.isReading ? dropzone.hint : dropzone.label}
          </small>
          {dropzone.error && <small {...dropzone.errorProps}>{dropzone.error}</small>}
          {dropzone.isReading && (
            <button type="button" onClick={dropzone.cancelReading}>
              Stop
            </button>
          )}
          <button type="submit">Send</button>
        </footer>
        <p className="composer-spoken" role="status">
          {dropzone.announcement}
        </p>
      </div>
    </form>
  )
}

function Attachment({ id }: { id: string }) {
  const { upload, remove } = useUpload(id)
  const { progressBarProps, labels } = useUploadProgress(id)
  const { messages } = useUploadText()
  if (!upload) return null
  return (
    <li data-status={upload.state.status}>
      <span title={upload.name}>{upload.name}</span> <small>{labels.percent ?? labels.status}</small>
      <i {...progressBarProps} />
      <button type="button" aria-label={messages.uploads.removeNamed(upload.name)} onClick={remove}>
        ×
      </button>
    </li>
  )
}
