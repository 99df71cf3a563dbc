import { UploadError } from '../../errors.ts'
import { acceptsFile } from '../../model/accept.ts'
import { contentTypeOf } from '../../uploader/content-type.ts'
import type { UploadFormat } from '../i18n/format.ts'
import type { MessagesOf } from '../i18n/messages.ts'
import { describeAccept } from './describe-accept.ts'

/** MIME types, each with the extensions it is known by: `{ 'video/*': [], 'application/pdf': ['.pdf'] }`. */
export type AcceptedTypes = Readonly<Record<string, readonly string[]>>

/** What a dropzone takes. */
export type FileLimits = {
  /** Files without a type of their own (HEIC, MKV) are told by their extension. @default any type */
  accept?: AcceptedTypes
  /** Bytes. @default any size */
  maxSize?: number
  /** Files of this dropzone that may be there at once; cancelled and removed ones are not. @default any number */
  maxFiles?: number
}

/**
 * A file that was not taken, and why: `error.message` is in the words of the provider, or those of `validate`. `file` is
 * absent where it could not even be read.
 */
export type FileRejection = {
  /** With its path, where it came in a folder. */
  name: string
  file?: File
  error: UploadError
}

/** Why a file is not taken; `undefined` of one that is. */
export function validateFile(
  file: File,
  { accept, maxSize }: FileLimits,
  { messages, format }: { messages: MessagesOf<'dropzone'>; format: UploadFormat },
): UploadError | undefined {
  if (file.name.trim() === '') return new UploadError('empty-name', messages.dropzone.emptyName)
  const types = flattenAccept(accept)
  const type = contentTypeOf(file.name, file)
  if (!acceptsFile({ name: file.name, type }, types)) {
    return new UploadError(
      'type-not-allowed',
      messages.dropzone.unsupportedType(describeAccept(accept, messages)),
    )
  }
  if (maxSize !== undefined && file.size > maxSize) {
    return new UploadError('too-large', messages.dropzone.tooLarge(format.bytes(maxSize)))
  }
  return undefined
}

/** The types of an `accept` as the `accept` attribute and people list them. */
export function flattenAccept(accept: AcceptedTypes | undefined): readonly string[] {
  return Object.entries(accept ?? {}).flatMap(([type, extensions]) => [type, ...extensions])
}
