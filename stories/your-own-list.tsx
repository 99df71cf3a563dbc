import type { CSSProperties } from 'react'
import {
  useFilePreview,
  useFocusRestore,
  useUpload,
  useUploadList,
  useUploadProgress,
  useUploadText,
  useUploadActions,
} from 'react-presigned'
import './your-own-list.css'

export function TransferTable() {
  const { rows, count, listProps } = useUploadList({ rowSize: 41 })
  const { messages } = useUploadText()
  const focusProps = useFocusRestore<HTMLElement>({ fallback: 'dropzone' })
  return (
    <section className="transfer-table" aria-label={messages.uploads.label} {...focusProps}>
      <Total />
      <div className="transfer-table-scroll">
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
  const { counts, labels, can, progressBarProps } = useUploadProgress()
  const { pauseAll, resumeAll, cancelAll, retryFailed, clearCompleted } = useUploadActions()
  const { messages } = useUploadText()
  return (
    <div className="transfer-table-total">
      <span className="transfer-table-name">{messages.uploads.summary(counts)}</span>
      <span {...progressBarProps}>{labels.percent ?? labels.status}</span>
      {counts.failed > 0 && <button onClick={retryFailed}>{messages.uploads.retryFailed}</button>}
      {counts.completed > 0 && <button onClick={clearCompleted}>{messages.uploads.clearCompleted}</button>}
      {can.cancel && <button onClick={cancelAll}>{messages.uploads.cancelAll}</button>}
      {/* One button for both, so that the focus stays on it. */}
      {(can.pause || can.resume) && (
        <button onClick={can.pause ? pauseAll : resumeAll}>
          {can.pause ? messages.uploads.pauseAll : messages.uploads.resumeAll}
        </button>
      )}
    </div>
  )
}

function Row({ id }: { id: string }) {
  const { upload, can, pause, resume, cancel, retry, remove } = useUpload(id)
  const { status, fraction, labels, progressBarProps } = useUploadProgress(id)
  const { messages } = useUploadText()
  const { url } = useFilePreview(upload?.source, { size: 48 })
  if (!upload) return null
  const { name } = upload
  const style: CSSProperties & Record<'--done', string> = { '--done': `${fraction * 100}%` }
  return (
    <div className="transfer-table-row" data-status={status} style={style}>
      {url && <img src={url} alt="" />}
      <span className="transfer-table-name">{name}</span>
      <span {...progressBarProps}>{labels.error ?? labels.percent ?? labels.status}</span>
      <span>{labels.timeLeft ?? labels.amount}</span>
      {/* The same key for actions that replace each other: the focused button stays mounted. */}
      {can.pause && (
        <ActionButton key="verb" sign="Ⅱ" label={messages.uploads.pauseNamed(name)} run={pause} />
      )}
      {can.resume && (
        <ActionButton key="verb" sign="▷" label={messages.uploads.resumeNamed(name)} run={resume} />
      )}
      {can.retry && (
        <ActionButton key="verb" sign="↻" label={messages.uploads.retryNamed(name)} run={retry} />
      )}
      {can.cancel ? (
        <ActionButton key="end" sign="×" label={messages.uploads.cancelNamed(name)} run={cancel} />
      ) : (
        <ActionButton key="end" sign="×" label={messages.uploads.removeNamed(name)} run={remove} />
      )}
    </div>
  )
}

function ActionButton({ sign, label, run }: { sign: string; label: string; run(): void }) {
  return (
    <button aria-label={label} onClick={run}>
      {sign}
    </button>
  )
}
