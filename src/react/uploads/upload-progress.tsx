'use client'

import { uploads as english } from '../../ui/i18n/en/uploads.ts'
import { uploadsMessages } from '../../ui/i18n/message-groups.ts'
import { useFocusRestore } from '../a11y/use-focus-restore.ts'
import { DotSeparated } from '../dot-separated.tsx'
import { DefaultMessagesContext, useMessages } from '../i18n/use-messages.ts'
import { Icon, type IconName } from '../icon.tsx'
import { ProgressBar, SingleUpload, UploadRow } from './upload-row.tsx'
import { useUploadActions } from './use-upload-actions.ts'
import { useUploadList } from './use-upload-list.ts'
import { useUploadProgress, type UseUploadProgressResult } from './use-upload-progress.ts'

/** Props of `<UploadProgress>`. */
export type UploadProgressProps = {
  /** The one upload to show. @default all uploads, with totals */
  uploadId?: string | undefined
}

const englishMessages = { uploads: english }

/**
 * Progress of all uploads with their totals, or of one. It is the markup of `useUploadList`, `useUploadRow`,
 * `useUploadProgress` and `useUploadActions`: use these to write your own.
 *
 * @example
 * <UploadProgress />
 */
export function UploadProgress({ uploadId }: UploadProgressProps) {
  return (
    <DefaultMessagesContext.Provider value={englishMessages}>
      {uploadId === undefined ? <UploadList /> : <SingleUpload uploadId={uploadId} />}
    </DefaultMessagesContext.Provider>
  )
}

/** All uploads. Re-renders when one is added or removed and on scrolling; progress re-renders rows only. */
function UploadList() {
  const { rows, count, listProps } = useUploadList()
  const { uploads: messages } = useMessages(uploadsMessages)
  const focusProps = useFocusRestore<HTMLElement>({ fallback: 'dropzone' })
  return (
    <section className="rp-uploads" aria-label={messages.label} {...focusProps}>
      {count === 0 ? (
        <p className="rp-empty">{messages.empty}</p>
      ) : (
        <>
          <UploadTotals isSingle={count === 1} />
          <div className="rp-scroller">
            <ul className="rp-list" {...listProps}>
              {rows.map(({ id, itemProps }) => (
                <li key={id} className="rp-item" {...itemProps}>
                  <UploadRow uploadId={id} />
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
    </section>
  )
}

/** The totals, and actions for many uploads; a single upload has them in its row. */
function UploadTotals({ isSingle }: { isSingle: boolean }) {
  const { uploads: messages } = useMessages(uploadsMessages)
  const { counts, fraction, status, labels, can, progressBarProps } = useUploadProgress()
  return (
    <header className="rp-totals" data-status={status}>
      <p className="rp-summary">{messages.summary(counts)}</p>
      {!isSingle && (
        <>
          <p className="rp-figures">
            <DotSeparated texts={[labels.percent, labels.amount, labels.timeLeft, labels.speed]} />
          </p>
          <BulkActions can={can} counts={counts} />
          <ProgressBar fraction={fraction} progressBarProps={progressBarProps} />
        </>
      )}
    </header>
  )
}

type BulkAction = { icon: IconName; label: string; onClick(): void }

function BulkActions({ can, counts }: Pick<UseUploadProgressResult, 'can' | 'counts'>) {
  const { uploads: messages } = useMessages(uploadsMessages)
  const { cancelAll, clearCompleted, retryFailed, pauseAll, resumeAll } = useUploadActions()
  // The reversible action comes last: the focus of a button that goes away moves to the next one.
  const actions: readonly (BulkAction | false)[] = [
    can.cancel && { icon: 'stop', label: messages.cancelAll, onClick: cancelAll },
    counts.completed > 0 && { icon: 'clear', label: messages.clearCompleted, onClick: clearCompleted },
    counts.failed > 0 && { icon: 'retry', label: messages.retryFailed, onClick: retryFailed },
    can.pause && { icon: 'pause', label: messages.pauseAll, onClick: pauseAll },
    !can.pause && can.resume && { icon: 'resume', label: messages.resumeAll, onClick: resumeAll },
  ]
  return (
    <div className="rp-bulk-actions">
      {actions.map(
        (action) =>
          action && (
            // Pausing and resuming share a key, so that the button keeps the focus.
            <BulkButton key={action.icon === 'resume' ? 'pause' : action.icon} {...action} />
          ),
      )}
    </div>
  )
}

function BulkButton({ icon, label, onClick }: BulkAction) {
  return (
    <button type="button" className="rp-button" title={label} onClick={onClick}>
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  )
}
