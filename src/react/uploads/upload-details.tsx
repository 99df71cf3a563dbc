import type { UseUploadProgressResult } from './use-upload-progress.ts'
import { Figures } from '../dot-separated.tsx'
import { Icon } from '../icon.tsx'

/** Where an upload is, in words; of a failed one what went wrong and what to do, whole. */
export function UploadDetails({ status, labels }: Pick<UseUploadProgressResult, 'status' | 'labels'>) {
  const { percent, amount, speed, timeLeft, error } = labels
  if (status === 'failed') {
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
        <Figures texts={[labels.status, percent, speed]} />
      </p>
      <p className="rp-figures">
        {/* One that is tried again by itself says why. */}
        <Figures texts={error === undefined ? [amount, timeLeft] : [error]} />
      </p>
    </div>
  )
}
