'use client'

import { useUploadProgress, type UseUploadProgressResult } from './use-upload-progress.ts'
import { uploadsMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { useUploadActions } from './use-upload-actions.ts'
import { Figures } from '../dot-separated.tsx'
import { Icon, type IconName } from '../icon.tsx'
import { ProgressBar } from './progress-bar.tsx'

/** All uploads as one, and the verbs for many: of one upload alone, its row says everything. */
export function UploadTotals({ isAlone }: { isAlone: boolean }) {
  const messages = useMessages(uploadsMessages)
  const { counts, fraction, status, labels, can, progressBarProps } = useUploadProgress()
  return (
    <header className="rp-totals" data-status={status}>
      <p className="rp-summary">{messages.uploads.summary(counts)}</p>
      {!isAlone && (
        <>
          <p className="rp-figures">
            <Figures texts={[labels.percent, labels.amount, labels.timeLeft, labels.speed]} />
          </p>
          <BulkActions can={can} counts={counts} />
          <ProgressBar fraction={fraction} progressBarProps={progressBarProps} />
        </>
      )}
    </header>
  )
}

type BulkAction = { icon: IconName; label: string; run(): void }

function BulkActions({ can, counts }: Pick<UseUploadProgressResult, 'can' | 'counts'>) {
  const messages = useMessages(uploadsMessages)
  const verbs = useUploadActions()
  // What can be undone stands last: the focus of a button that goes, goes on to the next.
  const actions: readonly (BulkAction | false)[] = [
    can.cancel && { icon: 'stop', label: messages.uploads.cancelAll, run: verbs.cancelAll },
    counts.completed > 0 && {
      icon: 'clear',
      label: messages.uploads.clearCompleted,
      run: verbs.clearCompleted,
    },
    counts.failed > 0 && { icon: 'retry', label: messages.uploads.retryFailed, run: verbs.retryFailed },
    can.pause && { icon: 'pause', label: messages.uploads.pauseAll, run: verbs.pauseAll },
    !can.pause && can.resume && { icon: 'resume', label: messages.uploads.resumeAll, run: verbs.resumeAll },
  ]
  return (
    <div className="rp-bulk-actions">
      {actions.map((action) => action && <BulkButton key={keyOf(action)} {...action} />)}
    </div>
  )
}

/** Pausing and resuming share one button, so that the key that paused resumes. */
function keyOf({ icon }: BulkAction) {
  return icon === 'resume' ? 'pause' : icon
}

function BulkButton({ icon, label, run }: BulkAction) {
  return (
    <button type="button" className="rp-button" title={label} onClick={run}>
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  )
}
