import type { DropzoneMessages, SelectionMessages } from '../messages.ts'
import { files, number } from './words.ts'

const typeNames: DropzoneMessages['typeNames'] = {
  image: 'images',
  video: 'videos',
  audio: 'audio files',
  text: 'text files',
}

/** English texts of the dropzone, without those of `en/selection.ts`. */
export const dropzone: Omit<DropzoneMessages, keyof SelectionMessages> = {
  label: 'Add files',
  prompt: 'Drop files or folders here',
  chooseFiles: 'Choose files',
  dragging: {
    accept: 'Drop to add',
    reject: "Some of these can't be added",
    unknown: 'Drop to add',
  },
  reading: 'Reading files…',
  cancelReading: 'Cancel',
  chooseFolder: 'Choose a folder',
  takePhoto: 'Take a photo',
  recordVideo: 'Record a video',
  typeNames,
  hint({ types, maxSize, maxFiles, required }) {
    const parts = [
      required && 'required',
      types.length > 0 && types.join(', '),
      maxSize && `up to ${maxSize} each`,
      maxFiles !== undefined && `up to ${files(maxFiles)}`,
    ]
    const text = parts.filter(Boolean).join(' · ')
    return text.charAt(0).toUpperCase() + text.slice(1)
  },
  rejectionsTitle: (count) => `${files(count)} ${count === 1 ? "wasn't" : "weren't"} added`,
  dismissRejections: 'Dismiss',
  showMore: (count) => `and ${number(count)} more`,
  unreadableName: 'File or folder',
  validationFailed: "This file couldn't be checked. Add it again.",
  required: 'Add at least one file.',
  uploadsInProgress: 'Uploads are still in progress. Wait for them to finish or remove them.',
  uploadsFailed: (count) =>
    `${files(count)} couldn't be uploaded. Retry or remove ${count === 1 ? 'it' : 'them'}.`,
}
