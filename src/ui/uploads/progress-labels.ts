import { uploadFraction, uploadTotals, uploadedBytes, type UploadCounts } from '../../uploader/progress.ts'
import type { Upload, UploadStatus } from '../../uploader/upload.ts'
import type { UploadFormat } from '../i18n/format.ts'
import type { MessagesOf } from '../i18n/messages.ts'

/** Attributes of an element that shows progress. */
export type ProgressBarProps = {
  role: 'progressbar'
  /** The file's name, or a name for all uploads. */
  'aria-label': string
  'aria-valuemin': 0
  'aria-valuemax': 100
  /** Whole percents; absent while the progress is indeterminate. */
  'aria-valuenow': number | undefined
  'aria-valuetext': string
  'data-status': UploadStatus | 'idle'
}

/** Progress as text. */
export type ProgressLabels = {
  /** The phase: `Uploading`, or why and when it is retried: `Server unavailable. Retrying in 5 sec`. */
  status: string
  /** What went wrong and what to do, of a failed upload. */
  error: string | undefined
  /** `45%`, while bytes are sent or can be resumed. */
  percent: string | undefined
  /** `12 MB of 27 MB`, or `27 MB` if nothing or everything has been sent. */
  amount: string
  /** `3.4 MB/s`. */
  speed: string | undefined
  /** `2 min left`. */
  timeLeft: string | undefined
}

/** Bytes and states, of one upload or of all. */
export type ProgressFigures = {
  status: UploadStatus | 'idle'
  sentBytes: number
  totalBytes: number
  /** From 0 to 1; below 1 until the response. Never falls while no uploads are added or removed. */
  fraction: number
  /** Measured over the last seconds; `undefined` until there are enough samples. */
  bytesPerSecond: number | undefined
  secondsLeft: number | undefined
  counts: UploadCounts
}

type Totals = Omit<ProgressFigures, 'secondsLeft'>

/** The figures of one upload, or of all. */
export function progressFigures(upload: Upload | undefined, totals: Totals): ProgressFigures {
  const { status, sentBytes, totalBytes, fraction, bytesPerSecond, counts } = upload
    ? totalsOfOne(upload)
    : totals
  const remaining = totalBytes - sentBytes
  const secondsLeft = bytesPerSecond && remaining > 0 ? remaining / bytesPerSecond : undefined
  return { status, sentBytes, totalBytes, fraction, bytesPerSecond, secondsLeft, counts }
}

function totalsOfOne(upload: Upload): Totals {
  const { state } = upload
  return {
    status: state.status,
    sentBytes: uploadedBytes(upload),
    totalBytes: upload.size,
    fraction: uploadFraction(upload),
    bytesPerSecond: state.status === 'uploading' ? state.bytesPerSecond : undefined,
    counts: uploadTotals([upload]).counts,
  }
}

type Words = { messages: MessagesOf<'uploads'>; format: UploadFormat }

/** The figures as text. */
export function progressLabels(
  figures: ProgressFigures,
  upload: Upload | undefined,
  secondsToRetry: number | undefined,
  { messages, format }: Words,
): ProgressLabels {
  const { status, sentBytes, totalBytes, fraction, bytesPerSecond, secondsLeft } = figures
  const isMoving = status === 'uploading'
  const isResumable = canContinue(status, upload)
  const isPartial =
    (isMoving || isResumable || status === 'failed') && 0 < sentBytes && sentBytes < totalBytes
  const [sent, total] = [format.bytes(sentBytes), format.bytes(totalBytes)]
  return {
    status: statusLabel(status, upload, secondsToRetry, { messages, format }),
    error: upload?.state.status === 'failed' ? messages.errors.describe(upload.state.error) : undefined,
    percent: isMoving || (isResumable && sentBytes > 0) ? format.percent(fraction) : undefined,
    amount: isMoving || isPartial ? messages.uploads.amount({ sent, total }) : total,
    speed: isMoving && bytesPerSecond ? messages.uploads.speed(format.speed(bytesPerSecond)) : undefined,
    timeLeft:
      isMoving && secondsLeft !== undefined
        ? messages.uploads.timeLeft(format.timeLeft(secondsLeft))
        : undefined,
  }
}

function statusLabel(
  status: UploadStatus | 'idle',
  upload: Upload | undefined,
  secondsToRetry: number | undefined,
  { messages, format }: Words,
): string {
  const { state } = upload ?? {}
  if (state?.status === 'retrying' && secondsToRetry !== undefined)
    return messages.uploads.retrying({ error: state.error, time: format.duration(secondsToRetry) })
  return willRestart(upload) ? messages.uploads.willRestart : messages.uploads.status[status]
}

/** ARIA attributes of a progress bar. */
export function progressBarProps(
  { status, fraction, sentBytes, totalBytes }: ProgressFigures,
  upload: Upload | undefined,
  { messages, format }: Words,
): ProgressBarProps {
  const word = willRestart(upload) ? messages.uploads.willRestart : messages.uploads.status[status]
  const isDeterminate = ['uploading', 'offline', 'paused', 'failed', 'completed'].includes(status)
  const progress = {
    percent: format.percent(fraction),
    sent: format.bytes(sentBytes),
    total: format.bytes(totalBytes),
  }
  return {
    role: 'progressbar',
    'aria-label': upload?.name ?? messages.uploads.label,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': isDeterminate ? Math.floor(fraction * 100) : undefined,
    'aria-valuetext': status === 'uploading' ? `${word}, ${messages.uploads.progress(progress)}` : word,
    'data-status': status,
  }
}

function willRestart(upload: Upload | undefined): boolean {
  return upload?.state.status === 'paused' && upload.state.willRestart === true
}

/** Whether the sent bytes count when the upload continues. */
function canContinue(status: UploadStatus | 'idle', upload: Upload | undefined): boolean {
  return status === 'offline' || (status === 'paused' && !willRestart(upload))
}
