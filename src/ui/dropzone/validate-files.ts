import { UploadError } from '../../errors.ts'
import type { FileRejection } from './validate-file.ts'
import { getRelativePath } from './relative-path.ts'

/** What is wrong with a file, in words or as an error; nothing where it is right. */
export type ValidationResult = string | UploadError | undefined

/** A check of your own. `signal` aborts when nobody waits for the answer any more. */
export type ValidateFile = (
  file: File,
  context: { signal: AbortSignal },
) => ValidationResult | Promise<ValidationResult>

// A check may ask a server: a folder of thousands must not ask thousands of times at once.
const maxConcurrent = 8

/** Runs the check over files, a few at a time. The order stays. */
export async function validateFiles(
  files: readonly File[],
  validate: ValidateFile,
  { signal, uncheckedMessage }: { signal: AbortSignal; uncheckedMessage: string },
): Promise<{ accepted: readonly File[]; rejections: readonly FileRejection[] }> {
  const errors = new Map<File, UploadError>()
  const waiting = files.values()
  async function work() {
    for (const file of waiting) {
      const error = await runValidator(file)
      signal.throwIfAborted()
      if (error) errors.set(file, error)
    }
  }
  async function runValidator(file: File): Promise<UploadError | undefined> {
    try {
      const answer = await validate(file, { signal })
      return typeof answer === 'string' ? new UploadError('unsupported', answer) : answer
    } catch (cause) {
      return cause instanceof UploadError
        ? cause
        : new UploadError('unsupported', uncheckedMessage, { cause })
    }
  }
  await Promise.all(Array.from({ length: Math.min(maxConcurrent, files.length) }, work))
  return {
    accepted: files.filter((file) => !errors.has(file)),
    rejections: [...errors].map(([file, error]) => ({ name: getRelativePath(file), file, error })),
  }
}
