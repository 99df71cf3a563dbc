import type { CSSProperties } from 'react'
import {
  useFilePreview,
  useKeptFocus,
  useUpload,
  useUploadList,
  useUploadProgress,
  useUploadText,
  useUploadVerbs,
} from 'react-presigned'
import './your-own-list.css'

export function Ledger() {
  const { rows, count, scrollProps, listProps } = useUploadList({ rowSize: 41 })
  const { messages } = useUploadText()
  const keptFocus = useKeptFocus<HTMLElement>('dropzone')
  return (
    <section className="ledger" aria-label={messages.uploadsLabel} {...keptFocus}>
      <Total />
      <div className="ledger-scroll" {...scrollProps}>
        {count > 0 && (
          <ul {...listProps}>
            {rows.map(({ id, itemProps }) => (
              <li key={id} {...itemProps}>
                <Row id={id} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

function Total() {
  const { counts, texts, can, progressBarProps } = useUploadProgress()
  const { pauseAll, resumeAll } = useUploadVerbs()
  const { messages } = useUploadText()
  return (
    <div className="ledger-total">
      <span className="ledger-name">{messages.uploadsSummary(counts)}</span>
      <span {...progressBarProps}>{texts.percent ?? texts.status}</span>
      {can.pause && <button onClick={pauseAll}>{messages.pauseAll}</button>}
      {!can.pause && can.resume && <button onClick={resumeAll}>{messages.resumeAll}</button>}
    </div>
  )
}

function Row({ id }: { id: string }) {
  const { upload, can, retry, remove } = useUpload(id)
  const { status, fraction, texts, progressBarProps } = useUploadProgress(id)
  const { messages } = useUploadText()
  const { url } = useFilePreview(upload?.source, { size: 48 })
  if (!upload) return null
  const style: CSSProperties & Record<'--done', string> = { '--done': `${fraction * 100}%` }
  return (
    <div className="ledger-row" data-status={status} style={style}>
      {url && <img src={url} alt="" />}
      <span className="ledger-name">{upload.name}</span>
      <span {...progressBarProps}>{texts.error ?? texts.percent ?? texts.status}</span>
      <span>{texts.timeLeft ?? texts.amount}</span>
      {can.retry && (
        <button aria-label={messages.retry(upload.name)} onClick={retry}>
          ↻
        </button>
      )}
      <button aria-label={messages.remove(upload.name)} onClick={remove}>
        ×
      </button>
    </div>
  )
}
