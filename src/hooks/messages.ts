import type { UploadError } from '../errors.ts'
import type { UploadCounts } from '../upload/progress.ts'
import type { UploadStatus } from '../upload/upload.ts'

/** Every text that a component shows or a hook hands out. */
export type UploadMessages = {
  /** BCP 47 of these words: numbers and units are written alike, unless the provider's `locale` says otherwise. */
  locale: string
  /** Name of the dropzone's group. */
  dropzoneLabel: string
  dropzonePrompt: string
  dropzoneChoose: string
  dropzoneDragging: Record<'accept' | 'reject' | 'unknown', string>
  dropzoneReading: string
  /** How many files have been found in a folder that is still being read. */
  dropzoneFound: (count: number) => string
  dropzoneStopReading: string
  dropzoneChooseFolder: string
  dropzoneTakePhoto: string
  dropzoneRecordVideo: string
  /** While files are held above it of which some will not be taken. */
  dropzoneDragRefused: (held: {
    total: number
    ofWrongType: number
    tooMany: number
    types: readonly string[]
  }) => string
  /** While files are held above the page, for a dropzone that takes them anywhere. */
  dropzoneDragPage: string
  /** What became of files, read out: how many were added, refused (the first with their reasons), asked about. */
  dropzoneNews: (news: { added: number; refused: number; first: readonly string[]; asked: number }) => string
  /** Kinds of files by the first half of their MIME type, for `image/*` and the like. */
  typeNames: Readonly<Record<string, string>>
  /** What is taken, under the prompt. */
  dropzoneTakes: (limits: {
    types: readonly string[]
    maxSize: string | undefined
    maxFiles: number | undefined
    required: boolean
  }) => string
  rejectionsTitle: (count: number) => string
  rejectionsDismiss: string
  /** How many more there are than those that are shown. */
  moreFiles: (count: number) => string
  rejectedTooLarge: (limit: string) => string
  rejectedType: (types: readonly string[]) => string
  rejectedTooMany: (limit: number) => string
  rejectedEmptyName: string
  rejectedUnreadable: string
  /** Stands for the name of what could not be read. */
  rejectedUnreadableName: string
  rejectedEmptyFolder: string
  rejectedDuplicate: string
  rejectedOneAtATime: string
  /** Where the application's own check broke. */
  rejectedUnchecked: string
  duplicatesTitle: (count: number) => string
  duplicateAdd: (name: string) => string
  /** On the button that `duplicateAdd` names. */
  duplicateAddShort: string
  duplicateSkip: (name: string) => string
  /** On the button that `duplicateSkip` names. */
  duplicateSkipShort: string
  duplicatesAddAll: string
  duplicatesSkipAll: string
  /** Why a form is not sent. */
  fieldMissing: string
  fieldUnfinished: string
  fieldFailed: (count: number) => string

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
  /** Name of one gallery among several. */
  galleryLabelOf: (name: string) => string
  framePreview: string
  /** What a picture from the file itself is called as long as nobody knows how many frames there will be. */
  previewLabel: (frame: { number: number; time: string | undefined }) => string
  /** How many frames are selected. */
  gallerySelected: (count: number) => string
  galleryDeselect: string
  /** While somebody types a time. */
  galleryTyped: (time: string) => string
  galleryPlay: string
  galleryPause: string
  stageLabel: string
  zoomIn: string
  zoomOut: string
  frameOpenOriginal: string
  frameDownload: string
  frameRetry: string
}

const number = (value: number): string => value.toLocaleString('en')

function files(count: number): string {
  return count === 1 ? '1 file' : `${number(count)} files`
}

/** The words of the provider that names none. */
export const englishMessages: UploadMessages = {
  locale: 'en',
  dropzoneLabel: 'Add files',
  dropzonePrompt: 'Drop files or folders here',
  dropzoneChoose: 'Choose files',
  dropzoneDragging: {
    accept: 'Drop to add',
    reject: 'Some of these cannot be added',
    unknown: 'Drop to add',
  },
  dropzoneReading: 'Reading files…',
  dropzoneFound: (count) => `Reading files… ${number(count)} found`,
  dropzoneStopReading: 'Cancel',
  dropzoneChooseFolder: 'Choose a folder',
  dropzoneTakePhoto: 'Take a photo',
  dropzoneRecordVideo: 'Record a video',
  dropzoneDragRefused({ total, ofWrongType, tooMany, types }) {
    if (ofWrongType === total) return `Only ${types.join(' or ')} can be added`
    if (ofWrongType > 0) {
      return `${number(ofWrongType)} of ${number(total)} cannot be added: only ${types.join(' or ')}`
    }
    return tooMany === total ? 'No more files fit' : `Only ${number(total - tooMany)} of ${number(total)} fit`
  },
  dropzoneDragPage: 'Drop anywhere to add',
  dropzoneNews({ added, refused, first, asked }) {
    const parts = [
      added > 0 && `${files(added)} added.`,
      refused > 0 && `${files(refused)} not added. ${first.join(' ')}`,
      asked > 0 && `${files(asked)} already here: add again, or skip?`,
    ]
    return parts.filter(Boolean).join(' ')
  },
  typeNames: { image: 'images', video: 'videos', audio: 'audio', text: 'text' },
  dropzoneTakes({ types, maxSize, maxFiles, required }) {
    const parts = [
      required && 'required',
      types.length > 0 && types.join(', '),
      maxSize && `up to ${maxSize} each`,
      maxFiles !== undefined && `at most ${files(maxFiles)}`,
    ]
    const text = parts.filter(Boolean).join(' · ')
    return text.charAt(0).toUpperCase() + text.slice(1)
  },
  rejectionsTitle: (count) => `${files(count)} ${count === 1 ? 'was' : 'were'} not added`,
  rejectionsDismiss: 'Dismiss',
  moreFiles: (count) => `and ${number(count)} more`,
  rejectedTooLarge: (limit) => `Larger than ${limit}. Choose a smaller file.`,
  rejectedType: (types) => `This type is not taken. Choose ${types.join(' or ')}.`,
  rejectedTooMany: (limit) =>
    `Only ${files(limit)} ${limit === 1 ? 'fits' : 'fit'}. Remove another one first.`,
  rejectedEmptyName: 'The file has no name. Rename it and add it again.',
  rejectedUnreadable: 'It cannot be read, or is gone. Check it and add it again.',
  rejectedUnreadableName: 'File or folder',
  rejectedEmptyFolder: 'The folder is empty. Nothing was added.',
  rejectedDuplicate: 'It is here already.',
  rejectedOneAtATime: 'One file at a time. Add this one by itself.',
  rejectedUnchecked: 'It could not be checked. Add it again.',
  duplicatesTitle: (count) => `${files(count)} ${count === 1 ? 'is' : 'are'} here already`,
  duplicateAdd: (name) => `Add again: ${name}`,
  duplicateAddShort: 'Add again',
  duplicateSkip: (name) => `Skip: ${name}`,
  duplicateSkipShort: 'Skip',
  duplicatesAddAll: 'Add all again',
  duplicatesSkipAll: 'Skip all',
  fieldMissing: 'Add at least one file.',
  fieldUnfinished: 'Files are still on their way. Wait for them, or remove them.',
  fieldFailed: (count) => `${files(count)} could not be uploaded. Try again, or remove what failed.`,

  uploadsLabel: 'Uploads',
  uploadsEmpty: 'No uploads yet',
  uploadsSummary({ total, completed, failed }) {
    if (total === 0) return 'Nothing to upload'
    const done = `${number(completed)} of ${number(total)} uploaded`
    return failed > 0 ? `${done}, ${number(failed)} failed` : done
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
  announceStarted: (count) => `Uploading ${files(count)}`,
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
    const frames = `${number(count)} ${count === 1 ? 'frame' : 'frames'}`
    return arrived < count ? `${number(arrived)} of ${frames}` : frames
  },
  galleryBroken: (count) =>
    count === 1 ? '1 frame could not be loaded.' : `${number(count)} frames could not be loaded.`,
  frameLabel({ number: place, count, time }) {
    const frame = `Frame ${number(place)} of ${number(count)}`
    return time === undefined ? frame : `${frame}, at ${time}`
  },
  framePending: 'This frame is on its way',
  frameBroken: 'This frame could not be loaded',
  frameOpen: 'Open frame',
  dialogClose: 'Close',
  dialogPrevious: 'Previous frame',
  dialogNext: 'Next frame',
  scrubberLabel: 'Frame',
  galleryLabelOf: (name) => `Video frames of ${name}`,
  framePreview: 'Preview from your file',
  previewLabel: ({ number: place, time }) =>
    time === undefined ? `Picture ${number(place)}` : `Picture at ${time}`,
  gallerySelected: (count) => `${number(count)} selected`,
  galleryDeselect: 'Deselect all',
  galleryTyped: (time) => `Go to ${time}`,
  galleryPlay: 'Play frames',
  galleryPause: 'Pause',
  stageLabel: 'Picture',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  frameOpenOriginal: 'Open original in a new tab',
  frameDownload: 'Download original',
  frameRetry: 'Try this frame again',
}
