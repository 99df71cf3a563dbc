'use client'

import { memo, type CSSProperties } from 'react'
import { fileKindOf } from '../../model/file-kind.ts'
import { uploadsMessages } from '../../ui/i18n/message-groups.ts'
import { useFocusRestore } from '../a11y/use-focus-restore.ts'
import { DotSeparated } from '../dot-separated.tsx'
import { FileName } from '../file-name.tsx'
import { useMessages } from '../i18n/use-messages.ts'
import { IconButton } from '../icon-button.tsx'
import { Icon } from '../icon.tsx'
import { FileThumbnail } from '../preview/file-thumbnail.tsx'
import type { UseUploadProgressResult } from './use-upload-progress.ts'
import { useUploadRow, type UploadRowButton } from './use-upload-row.ts'

/** A single upload outside a list. Its element stays when the upload is removed, so that the focus is not lost. */
export function SingleUpload({ uploadId }: { uploadId: string }) {
  const { uploads: messages } = useMessages(uploadsMessages)
  const focusProps = useFocusRestore<HTMLDivElement>({ fallback: 'dropzone' })
  return (
    <div className="rp-upload-single" role="group" aria-label={messages.label} {...focusProps}>
      <UploadRow uploadId={uploadId} />
    </div>
  )
}

/** One upload: re-renders only when that one changes. */
export const UploadRow = memo(function UploadRow({ uploadId }: { uploadId: string }) {
  const { upload, status, fraction, labels, progressBarProps, buttons } = useUploadRow(uploadId)
  if (!upload) return null
  const { name, contentType, source } = upload
  return (
    <div className="rp-upload" data-status={status}>
      <FileThumbnail file={source} kind={fileKindOf(contentType)} />
      <FileName name={name} />
      <UploadDetails status={status} labels={labels} />
      <div className="rp-actions">
        {buttons.map(({ key, ...button }) => (
          <RowButton key={key} {...button} />
        ))}
      </div>
      <ProgressBar fraction={fraction} progressBarProps={progressBarProps} />
    </div>
  )
})

function RowButton({ action, label, onClick }: Omit<UploadRowButton, 'key'>) {
  const { uploads: messages } = useMessages(uploadsMessages)
  const icon = action === 'cancel' || action === 'remove' ? 'close' : action
  const text = action === 'retry' ? messages.retry : undefined
  return <IconButton icon={icon} label={label} text={text} onClick={onClick} />
}

/** The phase and its figures; of a failed upload, the whole error. */
function UploadDetails({ status, labels }: Pick<UseUploadProgressResult, 'status' | 'labels'>) {
  const { percent, amount, speed, timeLeft, error } = labels
  if (error !== undefined) {
    return (
      <p className="rp-error">
        <Icon name="alert" />
        <span>{error}</span>
      </p>
    )
  }
  return (
    <div className="rp-details">
      <p className="rp-state">
        {status === 'completed' && <Icon name="check" />}
        <DotSeparated texts={[labels.status, percent, speed]} />
      </p>
      <p className="rp-figures">
        <DotSeparated texts={[amount, timeLeft]} />
      </p>
    </div>
  )
}

/** A bar. Its fill is a native `<progress>` at 100%, which takes the page's `accent-color`. */
export function ProgressBar({
  fraction,
  progressBarProps,
}: Pick<UseUploadProgressResult, 'fraction' | 'progressBarProps'>) {
  const style: CSSProperties & Record<'--rp-fraction', number> = { '--rp-fraction': fraction }
  return (
    <div className="rp-bar" {...progressBarProps}>
      <progress className="rp-bar-fill" value={1} max={1} aria-hidden="true" style={style} />
    </div>
  )
}
