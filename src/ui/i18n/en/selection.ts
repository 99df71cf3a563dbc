import type { SelectionMessages } from '../messages.ts'
import { files, number } from './words.ts'

/** `images`, `a PDF`, `an MP4`. */
function withArticle(type: string): string {
  if (!/^[A-Z0-9]+$/.test(type)) return type
  return `${/^[AEFHILMNORSX8]/.test(type) ? 'an' : 'a'} ${type}`
}

/** English texts of the dropzone about files: dragged, read and validated ones, and duplicates. */
export const selection: SelectionMessages = {
  filesFound: (count) => `Reading files… ${number(count)} found`,
  dragRejected({ total, ofWrongType, tooMany, types }) {
    const only = `Only ${types.join(' or ')} can be added`
    if (ofWrongType === total) return only
    if (ofWrongType > 0) {
      return `${number(ofWrongType)} of ${number(total)} ${ofWrongType === 1 ? "isn't" : "aren't"} supported. ${only}`
    }
    return tooMany === total
      ? "You can't add more files"
      : `You can add only ${number(total - tooMany)} of ${number(total)}`
  },
  dropAnywhere: 'Drop anywhere to add',
  announcement({ added, rejected, reasons, duplicates }) {
    const parts = [
      added > 0 && `${files(added)} added.`,
      rejected > 0 && `${files(rejected)} not added. ${reasons.join(' ')}`,
      duplicates > 0 && `${files(duplicates)} already added. Add again or skip?`,
    ]
    return parts.filter(Boolean).join(' ')
  },
  tooLarge: (limit) => `This file is too large. Choose one up to ${limit}.`,
  unsupportedType: (types) =>
    `This file type isn't supported. Choose ${types.map(withArticle).join(' or ')}.`,
  tooManyFiles: (limit) =>
    limit === 1
      ? 'You can add only 1 file. Remove the other one first.'
      : `You can add up to ${files(limit)}. Remove one first.`,
  emptyName: 'The file has no name. Rename it and add it again.',
  unreadable: "This file can't be read. Make sure that it still exists, then add it again.",
  emptyFolder: 'This folder is empty.',
  duplicate: 'Already added.',
  oneAtATime: 'You can add only one file at a time.',
  duplicatesTitle: (count) => `${files(count)} ${count === 1 ? 'is' : 'are'} already added`,
  addDuplicateNamed: (name) => `Add again: ${name}`,
  addDuplicate: 'Add again',
  skipDuplicateNamed: (name) => `Skip: ${name}`,
  skipDuplicate: 'Skip',
  addAllDuplicates: 'Add all again',
  skipAllDuplicates: 'Skip all',
}
