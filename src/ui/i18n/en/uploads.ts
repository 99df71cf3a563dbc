import type { UploadErrorCode } from '../../../errors.ts'
import type { UploadListMessages } from '../messages.ts'
import { summary } from './words.ts'

const retryReasons: Partial<Record<UploadErrorCode, string>> = {
  network: 'Connection lost. ',
  timeout: 'Server not responding. ',
  stalled: 'Connection stalled. ',
  'rate-limited': 'Server busy. ',
  'server-error': 'Server unavailable. ',
}

/** English texts of upload lists and rows. */
export const uploads: UploadListMessages = {
  label: 'Uploads',
  empty: 'No uploads yet',
  summary,
  status: {
    idle: 'Nothing to upload',
    queued: 'Waiting',
    hashing: 'Checking',
    signing: 'Preparing',
    uploading: 'Uploading',
    finishing: 'Finishing',
    processing: 'Processing',
    retrying: 'Retrying',
    offline: 'Connection lost. Waiting to reconnect',
    paused: 'Paused',
    completed: 'Uploaded',
    failed: 'Failed',
    cancelled: 'Cancelled',
  },
  progress: ({ percent, sent, total }) => `${percent} · ${sent} of ${total}`,
  amount: ({ sent, total }) => `${sent} of ${total}`,
  speed: (speed) => speed,
  timeLeft: (time) => `${time} left`,
  retrying: ({ error, time }) => `${retryReasons[error.code] ?? ''}Retrying in ${time}`,
  willRestart: 'Paused. Will restart from the beginning',
  cancelNamed: (name) => `Cancel ${name}`,
  pauseNamed: (name) => `Pause ${name}`,
  resumeNamed: (name) => `Resume ${name}`,
  retryNamed: (name) => `Retry ${name}`,
  retry: 'Retry',
  removeNamed: (name) => `Remove ${name}`,
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  cancelAll: 'Cancel all',
  retryFailed: 'Retry failed',
  clearCompleted: 'Clear completed',
}
