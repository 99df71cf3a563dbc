import type { UploadMessages } from './messages.ts'

const number = (value: number): string => value.toLocaleString('en')

function files(count: number): string {
  return count === 1 ? '1 file' : `${number(count)} files`
}

/** The words of the provider that names none. */
export const englishMessages: UploadMessages = {
  locale: 'en',
  dropzone: {
    groupLabel: 'Add files',
    prompt: 'Drop files or folders here',
    chooseFiles: 'Choose files',
    dragging: {
      accept: 'Drop to add',
      reject: 'Some of these cannot be added',
      unknown: 'Drop to add',
    },
    reading: 'Reading files…',
    filesFound: (count) => `Reading files… ${number(count)} found`,
    cancelReading: 'Cancel',
    chooseFolder: 'Choose a folder',
    takePhoto: 'Take a photo',
    recordVideo: 'Record a video',
    dragRejected({ total, ofWrongType, tooMany, types }) {
      if (ofWrongType === total) return `Only ${types.join(' or ')} can be added`
      if (ofWrongType > 0) {
        return `${number(ofWrongType)} of ${number(total)} cannot be added: only ${types.join(' or ')}`
      }
      return tooMany === total
        ? 'No more files fit'
        : `Only ${number(total - tooMany)} of ${number(total)} fit`
    },
    dropAnywhere: 'Drop anywhere to add',
    announcement({ added, refused, first, asked }) {
      const parts = [
        added > 0 && `${files(added)} added.`,
        refused > 0 && `${files(refused)} not added. ${first.join(' ')}`,
        asked > 0 && `${files(asked)} already here: add again, or skip?`,
      ]
      return parts.filter(Boolean).join(' ')
    },
    typeNames: { image: 'images', video: 'videos', audio: 'audio', text: 'text' },
    hint({ types, maxSize, maxFiles, required }) {
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
    dismissRejections: 'Dismiss',
    showMore: (count) => `and ${number(count)} more`,
    tooLarge: (limit) => `Larger than ${limit}. Choose a smaller file.`,
    unsupportedType: (types) => `This type is not taken. Choose ${types.join(' or ')}.`,
    tooManyFiles: (limit) =>
      `Only ${files(limit)} ${limit === 1 ? 'fits' : 'fit'}. Remove another one first.`,
    emptyName: 'The file has no name. Rename it and add it again.',
    unreadable: 'It cannot be read, or is gone. Check it and add it again.',
    unreadableName: 'File or folder',
    emptyFolder: 'The folder is empty. Nothing was added.',
    duplicate: 'It is here already.',
    oneAtATime: 'One file at a time. Add this one by itself.',
    validationFailed: 'It could not be checked. Add it again.',
    duplicatesTitle: (count) => `${files(count)} ${count === 1 ? 'is' : 'are'} here already`,
    addDuplicateNamed: (name) => `Add again: ${name}`,
    addDuplicate: 'Add again',
    skipDuplicateNamed: (name) => `Skip: ${name}`,
    skipDuplicate: 'Skip',
    addAllDuplicates: 'Add all again',
    skipAllDuplicates: 'Skip all',
    required: 'Add at least one file.',
    uploadsInProgress: 'Files are still on their way. Wait for them, or remove them.',
    uploadsFailed: (count) => `${files(count)} could not be uploaded. Try again, or remove what failed.`,
  },
  uploads: {
    label: 'Uploads',
    empty: 'No uploads yet',
    summary({ total, completed, failed }) {
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
      retrying: 'Retrying',
      offline: 'Waiting for a connection',
      paused: 'Paused',
      completed: 'Uploaded',
      failed: 'Failed',
      cancelled: 'Cancelled',
    },
    progress: ({ percent, sent, total }) => `${percent} · ${sent} of ${total}`,
    amount: ({ sent, total }) => `${sent} of ${total}`,
    speed: (speed) => speed,
    timeLeft: (time) => `${time} left`,
    retryingIn: (time) => `Trying again in ${time}`,
    willRestart: 'Paused. Starts over when resumed',
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
  },
  errors: {
    describe: (error) => error.message,
  },
  announcer: {
    started: (count) => `Uploading ${files(count)}`,
    progress: ({ percent, counts }) =>
      counts.total === 1 ? percent : `${percent}, ${englishMessages.uploads.summary(counts)}`,
    paused: 'Uploads paused',
  },
  gallery: {
    label: 'Video frames',
    empty: 'This video has no frames.',
    loading: 'Loading frames…',
    processing: 'Frames appear here while the video is processed.',
    notVideo: 'This file is not a video.',
    failed: 'The frames could not be loaded.',
    retry: 'Try again',
    count({ arrived, count }) {
      const frames = `${number(count)} ${count === 1 ? 'frame' : 'frames'}`
      return arrived < count ? `${number(arrived)} of ${frames}` : frames
    },
    failedCount: (count) =>
      count === 1 ? '1 frame could not be loaded.' : `${number(count)} frames could not be loaded.`,
    frameLabel({ number: place, count, time }) {
      const frame = `Frame ${number(place)} of ${number(count)}`
      return time === undefined ? frame : `${frame}, at ${time}`
    },
    frameLoading: 'This frame is on its way',
    frameFailed: 'This frame could not be loaded',
    openFrame: 'Open frame',
    close: 'Close',
    previousFrame: 'Previous frame',
    nextFrame: 'Next frame',
    scrubberLabel: 'Frame',
    labelOf: (name) => `Video frames of ${name}`,
    localPreview: 'Preview from your file',
    localPreviewLabel: ({ number: place, time }) =>
      time === undefined ? `Picture ${number(place)}` : `Picture at ${time}`,
    selectedCount: (count) => `${number(count)} selected`,
    deselectAll: 'Deselect all',
    typeahead: (time) => `Go to ${time}`,
    play: 'Play frames',
    pause: 'Pause',
    viewportLabel: 'Picture',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    openOriginal: 'Open original in a new tab',
    downloadOriginal: 'Download original',
    retryFrame: 'Try this frame again',
  },
}
