import type { DropzoneMessages } from '../messages.ts'
import { files, number } from './words.ts'

/** English texts of the dropzone. */
export const dropzone: DropzoneMessages = {
  label: 'Add files',
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
    return tooMany === total ? 'No more files fit' : `Only ${number(total - tooMany)} of ${number(total)} fit`
  },
  dropAnywhere: 'Drop anywhere to add',
  announcement({ added, rejected, reasons, duplicates }) {
    const parts = [
      added > 0 && `${files(added)} added.`,
      rejected > 0 && `${files(rejected)} not added. ${reasons.join(' ')}`,
      duplicates > 0 && `${files(duplicates)} already here: add again, or skip?`,
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
  tooManyFiles: (limit) => `Only ${files(limit)} ${limit === 1 ? 'fits' : 'fit'}. Remove another one first.`,
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
}
