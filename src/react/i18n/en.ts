import type { UploadMessages } from './messages.ts'

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
  restartsText: 'Paused. Starts over when resumed',
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
