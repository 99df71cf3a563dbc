import { UploadError } from '../../errors.ts'
import { loadChunk } from '../../lib/load-chunk.ts'
import { mapConcurrent } from '../../lib/map-concurrent.ts'
import { acceptsFile } from '../../model/accept.ts'
import type { UploadFormat } from '../i18n/format.ts'
import type { DropzoneMessages } from '../i18n/messages.ts'
import type { AcceptedTypes } from './accepted-types.ts'
import type { FileRejection } from './file-selection.ts'
import { getRelativePath } from './relative-path.ts'

/** Limits of a dropzone. */
export type FileLimits = {
  /**
   * Accepted types. A file to which the browser assigns no type (HEIC, MKV) is matched by its extension.
   *
   * @default any type
   */
  accept?: AcceptedTypes | undefined
  /** Largest accepted size in bytes. @default any size */
  maxSize?: number | undefined
  /**
   * Files that this dropzone may hold at a time; cancelled and removed ones do not count.
   *
   * @default any number
   */
  maxFiles?: number | undefined
}

/** Why a file is invalid, in words or as an error; `undefined` for a valid one. */
export type ValidationResult = string | UploadError | undefined

/** A check by the application. `signal` aborts when the result is no longer needed. */
export type ValidateFile = (
  file: File,
  context: { signal: AbortSignal },
) => ValidationResult | Promise<ValidationResult>

/** What each file of a selection is validated against. */
export type ValidationRules = {
  /** The accepted types as in the `accept` attribute; empty for all. */
  acceptedTypes: readonly string[]
  /** The accepted types in words. */
  acceptedNames: readonly string[]
  maxSize?: number | undefined
  validate?: ValidateFile | undefined
  messages: DropzoneMessages
  format: UploadFormat
}

/** Files after validation. */
export type ValidatedSelection = { accepted: readonly File[]; rejections: readonly FileRejection[] }

/** Validates files: first by the limits, then by the application's own check, which may be slow. */
export async function validateFiles(
  files: readonly File[],
  rules: ValidationRules,
  signal: AbortSignal,
): Promise<ValidatedSelection> {
  const accepted: File[] = []
  const rejections: FileRejection[] = []
  const typeOf = await createTypeResolver(files, rules.acceptedTypes)
  for (const file of files) {
    const error = validateFile(file, typeOf(file), rules)
    if (error) rejections.push({ name: getRelativePath(file), file, error })
    else accepted.push(file)
  }
  const { validate } = rules
  if (!validate) return { accepted, rejections }
  const checked = await runValidator(accepted, { ...rules, validate }, signal)
  return { accepted: checked.accepted, rejections: [...rejections, ...checked.rejections] }
}

function validateFile(
  file: File,
  type: string | UploadError,
  { acceptedTypes, acceptedNames, maxSize, messages, format }: ValidationRules,
): UploadError | undefined {
  if (file.name.trim() === '') return new UploadError('empty-name', messages.emptyName)
  if (typeof type !== 'string') return type
  if (!acceptsFile({ name: file.name, type }, acceptedTypes)) {
    return new UploadError('type-not-allowed', messages.unsupportedType(acceptedNames))
  }
  if (maxSize !== undefined && file.size > maxSize) {
    return new UploadError('too-large', messages.tooLarge(format.bytes(maxSize)))
  }
  return undefined
}

/**
 * The type of each file: the browser's, or that of the extension. The MIME table is loaded only for files that neither the
 * browser's type nor `accept` itself decides about (HEIC, MKV); they are rejected if it cannot be loaded.
 */
async function createTypeResolver(
  files: readonly File[],
  accepted: readonly string[],
): Promise<(file: File) => string | UploadError> {
  const isUndecided = (file: File) => file.type === '' && !acceptsFile(file, accepted)
  if (!files.some(isUndecided)) return (file) => file.type
  try {
    const { contentTypeOf } = await loadChunk(() => import('../../uploader/content-type.ts'))
    return (file) => contentTypeOf(file.name, file)
  } catch (error) {
    return (file) => (isUndecided(file) ? (error as UploadError) : file.type)
  }
}

// A check may send a request per file: a folder of thousands must not send them all at once.
const maxConcurrentChecks = 8

async function runValidator(
  files: readonly File[],
  { validate, messages }: ValidationRules & { validate: ValidateFile },
  signal: AbortSignal,
): Promise<ValidatedSelection> {
  async function check(file: File): Promise<UploadError | undefined> {
    try {
      const result = await validate(file, { signal })
      return typeof result === 'string' ? new UploadError('unsupported', result) : result
    } catch (cause) {
      if (cause instanceof UploadError) return cause
      return new UploadError('unsupported', messages.validationFailed, { cause })
    }
  }
  const errors = await mapConcurrent(maxConcurrentChecks, files, async (file) => {
    const error = await check(file)
    signal.throwIfAborted()
    return error
  })
  return {
    accepted: files.filter((_, index) => !errors[index]),
    rejections: files.flatMap((file, index) => {
      const error = errors[index]
      return error ? { name: getRelativePath(file), file, error } : []
    }),
  }
}
