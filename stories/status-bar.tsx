import { useState } from 'react'
import {
  useLeaveGuard,
  useUploadEvents,
  useUploadProgress,
  useUploadText,
  useUploadActions,
} from 'react-presigned'

/** A status bar: total progress, the last completed file, and whether the page can be closed. */
export function StatusBar() {
  const { counts, fraction, labels, can, progressBarProps } = useUploadProgress()
  const { add, pauseAll, resumeAll } = useUploadActions({ metadata: { from: 'status bar' } })
  const { isGuarding } = useLeaveGuard()
  const { messages } = useUploadText()
  const [arrived, setArrived] = useState<string>()
  useUploadEvents((event) => {
    if (event.type === 'status' && event.upload.state.status === 'completed') setArrived(event.upload.name)
  })
  return (
    <footer style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0.5em 1em' }}>
      <label>
        Add{' '}
        <input
          type="file"
          multiple
          onChange={({ currentTarget }) => {
            add([...(currentTarget.files ?? [])])
            currentTarget.value = ''
          }}
        />
      </label>
      <span {...progressBarProps} style={{ inlineSize: 120, blockSize: 4, background: '#8886' }}>
        <span
          style={{ display: 'block', blockSize: 4, inlineSize: `${fraction * 100}%`, background: '#47f' }}
        />
      </span>
      <span>{messages.uploads.summary(counts)}</span>
      <span>{labels.timeLeft}</span>
      {arrived && <span>{arrived} is there</span>}
      {isGuarding && <span>Keep this page open</span>}
      {can.pause && (
        <button type="button" onClick={pauseAll}>
          {messages.uploads.pauseAll}
        </button>
      )}
      {!can.pause && can.resume && (
        <button type="button" onClick={resumeAll}>
          {messages.uploads.resumeAll}
        </button>
      )}
    </footer>
  )
}
