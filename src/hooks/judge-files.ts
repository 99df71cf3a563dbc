import { UploadError } from '../errors.ts'
import { acceptsFile } from '../model/accepts-file.ts'
import { contentTypeOf } from '../upload/content-type.ts'
import type { UploadFormat } from './format.ts'
import type { UploadMessages } from './messages.ts'
import { typeNames } from './type-names.ts'

/** MIME types, each with the extensions it is known by: `{ 'video/*': [], 'application/pdf': ['.pdf'] }`. */
export type AcceptedTypes = Readonly<Record<string, readonly string[]>>

/** What a dropzone takes. */
export type FileLimits = {
  /** @default any type */
  accept?: AcceptedTypes
  /** Bytes. @default any size */
  maxSize?: number
  /** Files that may be there at once. @default any number */
  maxFiles?: number
}

/** A file that was not taken, and why. `file` is absent where it could not even be read. */
export type FileRejection = { name: string; file?: File; error: UploadError }

/** Which files are taken and which are not, each with its reason. As many as fit are taken. */
export function judgeFiles(
  files: readonly File[],
  limits: FileLimits & { taken: number },
  words: { messages: UploadMessages; format: UploadFormat },
): { accepted: readonly File[]; rejections: readonly FileRejection[] } {
  const accepted: File[] = []
  const rejections: FileRejection[] = []
  for (const file of files) {
    const error = errorOf(file, limits, limits.taken + accepted.length, words)
    if (error) rejections.push({ name: file.name, file, error })
    else accepted.push(file)
  }
  return { accepted, rejections }
}

/** The types of an `accept` as the `accept` attribute and people list them. */
export function acceptList(accept: AcceptedTypes | undefined): readonly string[] {
  return Object.entries(accept ?? {}).flatMap(([type, extensions]) => [type, ...extensions])
}

function errorOf(
  file: File,
  { accept, maxSize, maxFiles }: FileLimits,
  taken: number,
  { messages, format }: { messages: UploadMessages; format: UploadFormat },
): UploadError | undefined {
  if (file.name.trim() === '') return new UploadError('empty-name', messages.rejectedEmptyName)
  const types = acceptList(accept)
  const type = contentTypeOf(file.name, file)
  if (!acceptsFile({ name: file.name, type }, types)) {
    return new UploadError('type-not-allowed', messages.rejectedType(typeNames(accept, messages)))
  }
  if (maxSize !== undefined && file.size > maxSize) {
    return new UploadError('too-large', messages.rejectedTooLarge(format.bytes(maxSize)))
  }
  if (maxFiles !== undefined && taken >= maxFiles) {
    return new UploadError('too-many-files', messages.rejectedTooMany(maxFiles))
  }
  return undefined
}
