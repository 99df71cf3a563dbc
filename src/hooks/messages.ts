import type { UploadError } from '../errors.ts'
import type { UploadCounts } from '../upload/progress.ts'
import type { UploadStatus } from '../upload/upload.ts'

/** Every text that a component shows or a hook hands out. */
export type UploadMessages = {
  /** Name of the dropzone's group. */
  dropzoneLabel: string
  dropzonePrompt: string
  dropzoneChoose: string
  dropzoneDragging: Record<'accept' | 'reject' | 'unknown', string>
  dropzoneReading: string
  /** Kinds of files by the first half of their MIME type, for `image/*` and the like. */
  typeNames: Readonly<Record<string, string>>
  /** What is taken, under the prompt. */
  dropzoneTakes: (limits: {
    types: readonly string[]
    maxSize: string | undefined
    maxFiles: number | undefined
  }) => string
  rejectionsTitle: (count: number) => string
  rejectionsDismiss: string
  rejectedTooLarge: (limit: string) => string
  rejectedType: (types: readonly string[]) => string
  rejectedTooMany: (limit: number) => string
  rejectedEmptyName: string
  rejectedUnreadable: string
  /** Stands for the name of what could not be read. */
  rejectedUnreadableName: string

  uploadsLabel: string
  uploadsEmpty: string
  uploadsSummary: (counts: UploadCounts) => string
  status: Record<UploadStatus | 'idle', string>
  /** How far one upload is: `45 % · 12 MB of 27 MB`. */
  progressText: (progress: { percent: string; sent: string; total: string }) => string
  /** How much of one upload is out: `12 MB of 27 MB`. */
  amountText: (progress: { sent: string; total: string }) => string
  speedText: (speed: string) => string
  timeLeftText: (time: string) => string
  /** Of an upload that failed for the moment and is tried again by itself, before the failure's sentence. */
  retryingText: (time: string) => string
  /** Of an upload that goes on by itself once there is a connection. */
  offlineText: string
  error: (error: UploadError) => string
  cancel: (name: string) => string
  pause: (name: string) => string
  resume: (name: string) => string
  retry: (name: string) => string
  /** On the button that `retry` names. */
  retryShort: string
  remove: (name: string) => string
  pauseAll: string
  resumeAll: string
  cancelAll: string
  retryFailed: string
  clearCompleted: string
  /** Said to those who do not see the list when uploads begin. */
  announceStarted: (count: number) => string
  /** Said at each quarter of the bytes, and when something failed meanwhile. */
  announceProgress: (progress: { percent: string; counts: UploadCounts }) => string
  announcePaused: string

  galleryLabel: string
  galleryEmpty: string
  galleryLoading: string
  galleryProcessing: string
  galleryNotVideo: string
  galleryFailed: string
  galleryRetry: string
  /** How many frames there are, or are there so far. */
  galleryCount: (frames: { arrived: number; count: number }) => string
  galleryBroken: (count: number) => string
  frameLabel: (frame: { number: number; count: number; time: string | undefined }) => string
  framePending: string
  frameBroken: string
  frameOpen: string
  dialogClose: string
  dialogPrevious: string
  dialogNext: string
  scrubberLabel: string
}

const numbers = new Intl.NumberFormat('en')

/** The words of the provider that names none. */
export const englishMessages: UploadMessages = {
  dropzoneLabel: 'Add files',
  dropzonePrompt: 'Drop files or folders here',
  dropzoneChoose: 'Choose files',
  dropzoneDragging: {
    accept: 'Drop to add',
    reject: 'Some of these cannot be added',
    unknown: 'Drop to add',
  },
  dropzoneReading: 'Reading files…',
  typeNames: { image: 'images', video: 'videos', audio: 'audio', text: 'text' },
  dropzoneTakes({ types, maxSize, maxFiles }) {
    const parts = [
      types.length > 0 && types.join(', '),
      maxSize && `up to ${maxSize} each`,
      maxFiles !== undefined && `at most ${maxFiles} ${maxFiles === 1 ? 'file' : 'files'}`,
    ]
    const text = parts.filter(Boolean).join(' · ')
    return text.charAt(0).toUpperCase() + text.slice(1)
  },
  rejectionsTitle: (count) => (count === 1 ? '1 file was not added' : `${count} files were not added`),
  rejectionsDismiss: 'Dismiss',
  rejectedTooLarge: (limit) => `Larger than ${limit}. Choose a smaller file.`,
  rejectedType: (types) => `This type is not taken. Choose ${types.join(' or ')}.`,
  rejectedTooMany: (limit) =>
    `Only ${limit} ${limit === 1 ? 'file fits' : 'files fit'}. Remove another one first.`,
  rejectedEmptyName: 'The file has no name. Rename it and add it again.',
  rejectedUnreadable: 'It cannot be read, or is gone. Check it and add it again.',
  rejectedUnreadableName: 'File or folder',

  uploadsLabel: 'Uploads',
  uploadsEmpty: 'No uploads yet',
  uploadsSummary({ total, completed, failed }) {
    if (total === 0) return 'Nothing to upload'
    const done = `${numbers.format(completed)} of ${numbers.format(total)} uploaded`
    return failed > 0 ? `${done}, ${numbers.format(failed)} failed` : done
  },
  status: {
    idle: 'Nothing to upload',
    queued: 'Waiting',
    hashing: 'Checking',
    signing: 'Preparing',
    uploading: 'Uploading',
    finishing: 'Finishing',
    processing: 'Processing',
    paused: 'Paused',
    completed: 'Uploaded',
    failed: 'Failed',
    cancelled: 'Cancelled',
  },
  progressText: ({ percent, sent, total }) => `${percent} · ${sent} of ${total}`,
  amountText: ({ sent, total }) => `${sent} of ${total}`,
  speedText: (speed) => speed,
  timeLeftText: (time) => `${time} left`,
  retryingText: (time) => `Trying again in ${time}`,
  offlineText: 'Waiting for a connection',
  error: (error) => error.message,
  cancel: (name) => `Cancel ${name}`,
  pause: (name) => `Pause ${name}`,
  resume: (name) => `Resume ${name}`,
  retry: (name) => `Retry ${name}`,
  retryShort: 'Retry',
  remove: (name) => `Remove ${name}`,
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  cancelAll: 'Cancel all',
  retryFailed: 'Retry failed',
  clearCompleted: 'Clear completed',
  announceStarted: (count) => `Uploading ${numbers.format(count)} ${count === 1 ? 'file' : 'files'}`,
  announceProgress: ({ percent, counts }) =>
    counts.total === 1 ? percent : `${percent}, ${englishMessages.uploadsSummary(counts)}`,
  announcePaused: 'Uploads paused',

  galleryLabel: 'Video frames',
  galleryEmpty: 'This video has no frames.',
  galleryLoading: 'Loading frames…',
  galleryProcessing: 'Frames appear here while the video is processed.',
  galleryNotVideo: 'This file is not a video.',
  galleryFailed: 'The frames could not be loaded.',
  galleryRetry: 'Try again',
  galleryCount({ arrived, count }) {
    const frames = count === 1 ? 'frame' : 'frames'
    return arrived < count ? `${arrived} of ${count} ${frames}` : `${count} ${frames}`
  },
  galleryBroken: (count) =>
    count === 1 ? '1 frame could not be loaded.' : `${count} frames could not be loaded.`,
  frameLabel({ number, count, time }) {
    const place = `Frame ${number} of ${count}`
    return time === undefined ? place : `${place}, at ${time}`
  },
  framePending: 'This frame is on its way',
  frameBroken: 'This frame could not be loaded',
  frameOpen: 'Open frame',
  dialogClose: 'Close',
  dialogPrevious: 'Previous frame',
  dialogNext: 'Next frame',
  scrubberLabel: 'Frame',
}
